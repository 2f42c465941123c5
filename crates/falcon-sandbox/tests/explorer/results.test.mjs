// Documents, counts and histograms of a filter.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, settle, startServer, status, total, watchPages } from './harness.mjs';

const url = await startServer();
watchPages();

const rows = (page) => page.locator('#documents tbody tr');
const number = (text) => Number(text.replaceAll(',', ''));

async function column(page, index) {
    return rows(page).locator(`td:nth-of-type(${index})`).allTextContents();
}

test('table_pages_forward_and_back', async () => {
    const page = await openPage(url);
    const first = await column(page, 1);
    assert.equal(first.length, 50);
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await settle(page);
    assert.equal(await page.locator('#range').textContent(), '51–100 of 1,000');
    assert.notDeepEqual(await column(page, 1), first);
    await page.getByRole('button', { name: 'Previous', exact: true }).click();
    await settle(page);
    assert.deepEqual(await column(page, 1), first);
});

test('row_limit_changes_page', async () => {
    const page = await openPage(url, { offset: '975' });
    assert.equal(await rows(page).count(), 25);
    await page.getByLabel('Rows').selectOption('100');
    await settle(page);
    assert.equal(await page.locator('#range').textContent(), '1–100 of 1,000');
});

test('offset_beyond_end_shows_last_page', async () => {
    const page = await openPage(url, { offset: '5000' });
    assert.equal(await page.locator('#range').textContent(), '951–1,000 of 1,000');
});

test('column_chooser_adds_and_resets_columns', async () => {
    const page = await openPage(url);
    const headers = page.locator('#documents thead th button');
    const initial = await headers.allTextContents();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByLabel('Search fields').fill('services.protocol');
    await page.getByRole('checkbox').and(page.locator('[value="ip.services.protocol"]')).check();
    assert.deepEqual(await headers.allTextContents(), [...initial, 'ip.services.protocol']);
    assert.ok(new URL(page.url()).hash.includes('ip.services.protocol'));
    await page.getByRole('button', { name: 'Default' }).click();
    assert.deepEqual(await headers.allTextContents(), initial);
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'columns');
});

test('sort_button_orders_documents', async () => {
    const page = await openPage(url, { columns: 'last_seen' });
    const button = page.getByRole('button', { name: 'last_seen' });
    for (const [order, sign] of [['ascending', 1], ['descending', -1]]) {
        await button.click();
        await settle(page);
        assert.equal(await page.locator('#documents th[aria-sort]').getAttribute('aria-sort'), order);
        const shown = (await column(page, 1)).filter((text) => text !== '');
        assert.deepEqual(shown, shown.toSorted((a, b) => sign * (Date.parse(a) - Date.parse(b))));
    }
});

test('document_opens_with_held_clauses_marked', async () => {
    const page = await openPage(url, { filter: "criticality:'Critical',ip.services.port:22" });
    await rows(page).first().locator('button').press('Enter');
    await settle(page);
    const panel = page.locator('#document');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'document-title');
    assert.equal(await panel.locator('#document-matches').textContent(), 'matches');
    const clauses = await panel.locator('#clauses > li').allTextContents();
    assert.equal(clauses.length, 2);
    const marked = await page.locator('#backdrop .mark-held').allTextContents();
    assert.equal(marked.length, clauses.filter((text) => text.startsWith('held')).length);
    const paths = await panel.locator('.paths button').allTextContents();
    assert.equal(await panel.locator('.json-line.satisfied').count(), new Set(paths).size);
    assert.ok(paths.length > 0);
});

test('document_closes_with_escape_and_keeps_focus', async () => {
    const page = await openPage(url);
    const button = rows(page).nth(1).locator('button');
    await button.click();
    await settle(page);
    await page.keyboard.press('Escape');
    await settle(page);
    assert.equal(await page.locator('#document').isVisible(), false);
    assert.ok(await button.evaluate((element) => element === document.activeElement));
    assert.ok(!page.url().includes('document='));
});

test('arrow_keys_move_between_documents', async () => {
    const page = await openPage(url);
    await rows(page).first().locator('button').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await settle(page);
    const second = await rows(page).nth(1).getAttribute('data-index');
    assert.equal(await page.locator('#document-title').textContent(), `Document ${second}`);
    await page.getByRole('button', { name: 'Next document' }).click();
    await settle(page);
    const third = await rows(page).nth(2).getAttribute('data-index');
    assert.equal(await page.locator('#document-title').textContent(), `Document ${third}`);
});

test('copied_document_is_its_json', async () => {
    const page = await openPage(url, { document: '3' });
    await page.getByRole('button', { name: 'Copy document as JSON' }).click();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.ok(Object.keys(copied).length > 5);
    assert.deepEqual(JSON.parse(await page.locator('#json').textContent()), copied);
});

test('collection_switch_shows_its_documents', async () => {
    const page = await openPage(url, { filter: "criticality:'Critical'" });
    await page.getByLabel('Collection').selectOption('hosts');
    await settle(page);
    assert.match(await page.locator('#diagnostics').textContent(), /unknown field `criticality` in `hosts`/);
    assert.equal(await page.locator('#filter').getAttribute('aria-invalid'), 'false');
    assert.equal(await total(page), 0);
    await page.locator('#filter').fill("platform_name:'Windows'");
    await settle(page);
    assert.ok(await total(page) > 0);
    assert.ok((await page.locator('#documents thead').textContent()).includes('hostname'));
});

test('collection_without_documents_is_checked', async () => {
    const page = await openPage(url);
    const names = page.locator('#collection optgroup[label="Fields only"] option');
    const name = await names.first().getAttribute('value');
    await page.getByLabel('Collection').selectOption(name);
    await settle(page);
    assert.ok(await page.locator('#not-served').isVisible());
    await page.locator('#filter').fill('name:');
    await settle(page);
    assert.equal(await status(page), '1 problem');
});

test('counts_and_missing_add_up_to_total', async () => {
    const page = await openPage(url, { filter: 'confidence:100', view: 'counts', field: 'criticality' });
    const counts = (await page.locator('#counts .bar-count').allTextContents()).map(number);
    assert.ok(counts.length > 1);
    assert.equal(counts.reduce((sum, count) => sum + count, 0), await total(page));
    const widths = await page.locator('#counts .bar').evaluateAll((bars) => bars.map((bar) => bar.offsetWidth));
    assert.deepEqual(widths, widths.toSorted((a, b) => b - a));
    await page.locator('#counts-field').selectOption('internet_exposure');
    await settle(page);
    assert.ok((await page.locator('#counts').textContent()).includes('Yes'));
});

test('clicked_count_is_added_to_filter', async () => {
    const page = await openPage(url, { filter: 'manual:true,confidence:100', view: 'counts', field: 'criticality' });
    const row = page.locator('#counts tbody tr').first();
    const count = number(await row.locator('.bar-count').textContent());
    const value = row.getByRole('button');
    const text = await value.textContent();
    await value.click();
    await settle(page);
    assert.equal(await page.locator('#filter').inputValue(), `(manual:true,confidence:100)+criticality:'${text}'`);
    assert.equal(await total(page), count);
});

test('sort_by_unknown_field_shows_diagnostic', async () => {
    const page = await openPage(url, { sort: 'criticalty.asc' }, { isFailing: true });
    assert.match(await page.getByRole('alert').textContent(), /unknown field `criticalty`.*did you mean `criticality`/);
    assert.equal(await rows(page).count(), 50);
    assert.ok(!page.url().includes('sort='));
});

test('histogram_counts_all_values', async () => {
    const page = await openPage(url, { view: 'time', time: 'first_seen' });
    assert.match(await page.locator('#time-summary').textContent(), /^1,000 documents with a time in first_seen, by /);
    assert.ok(await page.locator('#time-chart .column').count() > 5);
    await page.getByText('Counts as a table').click();
    const counts = (await page.locator('#time-table tbody td').allTextContents()).map(number);
    assert.equal(counts.reduce((sum, count) => sum + count, 0), 1000);
});

test('tabs_follow_arrow_keys', async () => {
    const page = await openPage(url);
    await page.getByRole('tab', { name: 'Documents' }).press('ArrowRight');
    await settle(page);
    assert.ok(await page.locator('#panel-counts').isVisible());
    assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-counts');
    assert.equal(await page.locator('#panel-documents').isVisible(), false);
});
