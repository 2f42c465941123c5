// The state in the address, the history of the browser, and servers that fail.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, settle, startServer, status, typeFilter, watchPages } from './harness.mjs';

const url = await startServer();
watchPages();

const filterOf = (page) => page.locator('#filter').inputValue();

test('link_restores_state_in_other_window', async () => {
    const page = await openPage(url, { collection: 'hosts', filter: "platform_name:'Windows'" });
    await page.getByRole('button', { name: 'last_seen' }).click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await settle(page);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await openPage(url, Object.fromEntries(new URLSearchParams(new URL(link).hash.slice(1))));
    assert.equal(await filterOf(other), "platform_name:'Windows'");
    assert.equal(await other.locator('#collection').inputValue(), 'hosts');
    assert.equal(await other.locator('#documents tbody').textContent(), await page.locator('#documents tbody').textContent());
});

test('back_and_forward_restore_filters', async () => {
    const page = await openPage(url, { filter: 'confidence:100' });
    await typeFilter(page, 'manual:true');
    await page.getByRole('tab', { name: 'Counts' }).click();
    await settle(page);
    await page.goBack();
    await settle(page);
    assert.equal(await filterOf(page), 'manual:true');
    assert.ok(await page.locator('#panel-documents').isVisible());
    await page.goBack();
    await settle(page);
    assert.equal(await filterOf(page), 'confidence:100');
    await page.goForward();
    await settle(page);
    await page.goForward();
    await settle(page);
    assert.equal(await filterOf(page), 'manual:true');
    assert.ok(await page.locator('#panel-counts').isVisible());
});

test('reload_keeps_filter', async () => {
    const page = await openPage(url);
    await typeFilter(page, 'manual:false');
    await page.reload();
    await settle(page);
    assert.equal(await filterOf(page), 'manual:false');
});

test('malformed_address_shows_defaults', async () => {
    const page = await openPage(url, { collection: 'none', view: 'x', offset: '-1', limit: '7', document: 'a', sort: '' });
    assert.equal(await page.locator('#collection').inputValue(), 'external-assets');
    assert.match(await page.locator('#range').textContent(), /^1–50 of /);
});

test('failing_server_shows_message_and_recovers', async () => {
    const page = await openPage(url, {}, { isFailing: true });
    await page.route('**/explore/check', (route) => route.abort());
    await page.locator('#filter').fill('manual:true');
    const failure = page.getByRole('alert');
    await failure.waitFor();
    assert.match(await failure.textContent(), /does not respond/);
    await page.unroute('**/explore/check');
    await page.getByRole('button', { name: 'Try again' }).click();
    await settle(page);
    assert.equal(await failure.isVisible(), false);
    assert.match(await status(page), /of 1,000 documents/);
});

test('slow_server_shows_progress', async () => {
    const page = await openPage(url);
    let release;
    const released = new Promise((resolve) => { release = resolve; });
    await page.route('**/explore/documents', async (route) => {
        await released;
        await route.continue();
    });
    await page.locator('#filter').fill('manual:true');
    await page.locator('html[data-busy]').waitFor();
    release();
    await settle(page);
    assert.equal(await page.locator('html[data-busy]').count(), 0);
});

test('page_is_smaller_than_150_kilobytes', async () => {
    const page = await openPage(url);
    const bytes = await page.evaluate(() => performance.getEntries()
        .filter(({ name, entryType }) => entryType === 'navigation' || /\.(js|css|svg)$/.test(name))
        .reduce((sum, entry) => sum + entry.decodedBodySize, 0));
    assert.ok(bytes > 50_000 && bytes < 150_000, `${bytes} bytes`);
});
