// Diagnostics, fixes and completion of the editor.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, settle, startServer, status, total, typeFilter, watchPages } from './harness.mjs';

const WRONG = "criticalty:'Critical' AND confidence:>50";
const url = await startServer();
watchPages();

const filterOf = (page) => page.locator('#filter').inputValue();
const proposals = (page) => page.locator('#proposals');

test('invalid_filter_shows_diagnostics', async () => {
    const page = await openPage(url);
    await typeFilter(page, WRONG);
    assert.deepEqual(await page.locator('#diagnostics .code').allTextContents(), ['FQL101', 'FQL011', 'FQL105']);
    assert.deepEqual(await page.locator('#backdrop .mark-error').allTextContents(), ['criticalty', 'AND', '>']);
    const first = page.locator('.diagnostic').first();
    assert.match(await first.textContent(), /unknown field `criticalty`.*did you mean `criticality`\?/);
    assert.equal(await page.locator('#filter').getAttribute('aria-invalid'), 'true');
    assert.equal(await status(page), '3 problems');
});

test('underline_after_non_ascii_text_is_exact', async () => {
    const page = await openPage(url);
    await typeFilter(page, "criticality:'日本😀'+wrong_field:1");
    assert.deepEqual(await page.locator('#backdrop .mark-error').allTextContents(), ['wrong_field']);
});

test('code_button_explains_diagnostic', async () => {
    const page = await openPage(url, { filter: WRONG });
    await page.getByRole('button', { name: 'FQL011' }).click();
    const explanation = page.locator('.explanation').nth(1);
    await explanation.waitFor();
    assert.match(await explanation.textContent(), /Right:/);
});

test('message_button_selects_its_text', async () => {
    const page = await openPage(url, { filter: WRONG });
    await page.getByRole('button', { name: '`AND` is not an FQL operator' }).click();
    assert.equal(await page.evaluate(() => getSelection().toString()), 'AND');
});

test('fix_button_changes_filter_and_is_undone', async () => {
    const page = await openPage(url, { filter: "criticality:'Critical' AND confidence:100" });
    await page.getByRole('button', { name: /^Fix/ }).click();
    await settle(page);
    assert.equal(await filterOf(page), "criticality:'Critical'+confidence:100");
    assert.match(await status(page), /of 1,000 documents/);
    await page.keyboard.press('Control+z');
    await settle(page);
    assert.equal(await filterOf(page), "criticality:'Critical' AND confidence:100");
    assert.equal(await status(page), '1 problem');
});

test('fix_key_applies_fix_at_caret', async () => {
    const page = await openPage(url, { filter: "criticality:'a' AND confidence:100 AND manual:true" });
    await page.locator('#filter').press('End');
    await page.keyboard.press('Alt+Enter');
    await settle(page);
    assert.equal(await filterOf(page), "criticality:'a' AND confidence:100+manual:true");
    await page.keyboard.press('Home');
    await page.keyboard.press('Alt+Enter');
    await settle(page);
    assert.equal(await filterOf(page), "criticality:'a'+confidence:100+manual:true");
});

test('apply_all_fixes_leaves_no_fix', async () => {
    const page = await openPage(url, { filter: "criticality:'Critical' AND confidence:100 AND manual:true" });
    await page.getByRole('button', { name: 'Apply all fixes' }).click();
    await settle(page);
    assert.equal(await filterOf(page), "criticality:'Critical'+confidence:100+manual:true");
});

test('valid_filter_shows_words_and_count', async () => {
    const page = await openPage(url);
    await typeFilter(page, "criticality:'Critical'+ip.services.port:[22,3389]");
    assert.ok(await total(page) > 0);
    assert.match(await page.locator('#words').textContent(), /criticality is 'Critical'/);
    assert.equal(await page.locator('#canonical').textContent(), "criticality:'Critical'+ip.services.port:[22,3389]");
    await page.locator('#words li', { hasText: 'criticality' }).hover();
    assert.equal(await page.locator('#backdrop .mark-hover').textContent(), "criticality:'Critical'");
});

test('canonical_text_replaces_filter', async () => {
    const page = await openPage(url, { filter: "  criticality : 'Critical'" });
    await page.locator('#format').click();
    await settle(page);
    assert.equal(await filterOf(page), "criticality:'Critical'");
});

test('proposals_are_chosen_by_keys', async () => {
    const page = await openPage(url);
    await page.locator('#filter').pressSequentially('critica');
    await proposals(page).waitFor();
    const labels = await page.locator('.proposal-label').allTextContents();
    assert.equal(labels[0], 'criticality');
    assert.equal(await proposals(page).locator('.badge').first().textContent(), 'documented');
    await page.keyboard.press('ArrowDown');
    assert.equal(await proposals(page).getByRole('option', { selected: true }).locator('.proposal-label').textContent(), labels[1]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    assert.equal(await filterOf(page), 'criticality:');
});

test('published_value_is_accepted_with_tab', async () => {
    const page = await openPage(url);
    await page.locator('#filter').pressSequentially("criticality:'Cri");
    await proposals(page).getByText('Critical', { exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await settle(page);
    assert.equal(await filterOf(page), "criticality:'Critical'");
    assert.ok(await total(page) > 0);
});

test('proposal_after_non_ascii_text_is_inserted', async () => {
    const page = await openPage(url);
    await page.locator('#filter').fill("criticality:'日本😀'+");
    await page.locator('#filter').press('End');
    await page.locator('#filter').pressSequentially('confid');
    await proposals(page).getByRole('option', { name: 'confidence' }).click();
    assert.equal(await filterOf(page), "criticality:'日本😀'+confidence:");
});

test('accepted_proposal_is_undone', async () => {
    const page = await openPage(url);
    await page.locator('#filter').pressSequentially('critica');
    await proposals(page).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+z');
    assert.equal(await filterOf(page), 'critica');
});

test('delayed_proposals_open_after_typing', async () => {
    const page = await openPage(url);
    await page.route('**/explore/complete', async (route) => {
        if (route.request().postDataJSON().filter !== 'c') {
            await new Promise((resolve) => { setTimeout(resolve, 400); });
        }
        await route.continue().catch(() => {});
    });
    await page.locator('#filter').pressSequentially('c');
    await proposals(page).waitFor();
    await page.locator('#filter').pressSequentially('ritica');
    await proposals(page).waitFor({ state: 'hidden' });
    await proposals(page).getByText('criticality', { exact: true }).waitFor();
});

test('control_space_proposes_and_escape_closes', async () => {
    const page = await openPage(url);
    await page.locator('#filter').press('Control+ ');
    await proposals(page).waitFor();
    assert.equal(await page.locator('#filter').getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('Escape');
    assert.equal(await proposals(page).isVisible(), false);
    assert.equal(await page.locator('#filter').getAttribute('aria-expanded'), 'false');
});

test('enter_after_complete_clause_keeps_filter', async () => {
    const page = await openPage(url);
    await page.locator('#filter').pressSequentially("criticality:'Critical'");
    await page.keyboard.press('Enter');
    await settle(page);
    assert.equal(await filterOf(page), "criticality:'Critical'");
    assert.ok(await total(page) > 0);
});

test('delayed_document_does_not_replace_newer_one', async () => {
    const page = await openPage(url, { document: '3' });
    const delayed = [];
    await page.route('**/explore/document', async (route) => {
        const { filter } = route.request().postDataJSON();
        if (filter === 'confidence:100') {
            delayed.push(filter);
            await new Promise((resolve) => { setTimeout(resolve, 600); });
        }
        await route.continue().catch(() => {});
    });
    await page.locator('#filter').fill('confidence:100');
    await page.waitForRequest('**/explore/document');
    await page.locator('#filter').fill('wrong_field:1');
    await settle(page);
    await page.waitForTimeout(800);
    assert.deepEqual(delayed, ['confidence:100']);
    assert.equal(await page.locator('#backdrop .mark-held, #backdrop .mark-failed').count(), 0);
    await page.locator('#filter').fill('manual:true');
    await settle(page);
    assert.match(await page.locator('#clauses').textContent(), /manual:true/);
});

test('delayed_response_does_not_replace_newer_one', async () => {
    const page = await openPage(url);
    await page.route('**/explore/check', async (route) => {
        if (route.request().postDataJSON().filter === 'wrong_field:1') {
            await new Promise((resolve) => setTimeout(resolve, 800));
        }
        await route.continue().catch(() => {});
    });
    await page.locator('#filter').fill('wrong_field:1');
    await page.locator('#filter').fill('manual:true');
    await settle(page);
    await page.waitForTimeout(1000);
    assert.equal(await page.locator('#diagnostics').isVisible(), false);
    assert.match(await status(page), /of 1,000 documents/);
});
