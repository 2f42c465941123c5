// Documents and filters whose text is meant to change the page.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { assertAccessible, openPage, settle, startServer, watchPages } from './harness.mjs';

const MARKUP = '<script>window.hacked = 1</script><img src=x onerror="window.hacked = 1"><b>bold</b>';
const REVERSED = 'photo\u202egnp.exe';
const RIGHT_TO_LEFT = 'שלום עולם مرحبا';
const LONG = 'x'.repeat(200_000);
const DEPTH = 100;

const documents = [
    { device_id: '0', hostname: MARKUP, platform_name: REVERSED, machine_domain: RIGHT_TO_LEFT, last_seen: MARKUP },
    { device_id: '1', hostname: 'long', platform_name: LONG, [MARKUP]: MARKUP },
    { device_id: '2', hostname: 'deep', nested: JSON.parse('{"a":['.repeat(DEPTH / 2) + '1' + ']}'.repeat(DEPTH / 2)) },
    { device_id: '3', hostname: 'names', __proto__x: 1, constructor: 'c', 'a.b': { 'c.d': 1 }, '': { '': 2 }, toString: null },
];

const folder = mkdtempSync(join(tmpdir(), 'explorer-'));
after(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'hostile.ndjson');
const LARGE = '{"device_id":"4","hostname":"large","cpu_signature":18446744073709551615}';
writeFileSync(file, documents.map((document) => JSON.stringify(document) + '\n').join('') + LARGE + '\n');
const url = await startServer('--documents', `hosts=${file}`);
watchPages();

const open = (state, options) => openPage(url, { collection: 'hosts', ...state }, options);

async function assertNotHacked(page) {
    await settle(page);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.equal(await page.locator('main :is(script, img, b)').count(), 0);
}

// A message with the document would be too long.
async function assertShown(page, document) {
    assert.ok(isDeepStrictEqual(JSON.parse(await jsonOf(page)), document));
}

const jsonOf = (page) => page.locator('#json').textContent();

test('markup_in_documents_is_shown_as_text', async () => {
    const page = await open({ document: '0', columns: 'hostname,platform_name,machine_domain,last_seen' });
    assert.ok((await page.locator('#documents').textContent()).includes(MARKUP));
    await assertShown(page, documents[0]);
    await page.getByRole('tab', { name: 'Counts' }).click();
    await page.locator('#counts-field').selectOption('hostname');
    await assertNotHacked(page);
    assert.ok((await page.locator('#counts').textContent()).includes(MARKUP));
});

test('markup_in_filter_is_shown_as_text', async () => {
    const page = await open({ filter: `hostname:'${MARKUP}'+${MARKUP}:1`, columns: MARKUP, sort: MARKUP });
    await assertNotHacked(page);
    assert.ok(await page.locator('.diagnostic').count() > 0);
});

test('direction_marks_are_escaped', async () => {
    const page = await open({ document: '0', columns: 'platform_name' });
    const shown = await page.locator('#documents td').first().textContent();
    assert.equal(shown, 'photo\\u202egnp.exe');
    assert.ok(!(await jsonOf(page)).includes('\u202e'));
    assert.equal(await page.locator('#documents td').first().getAttribute('dir'), 'auto');
});

test('direction_marks_of_filter_are_escaped_but_copied', async () => {
    const page = await open({ filter: `hostname:['${REVERSED}']` });
    for (const id of ['words', 'canonical', 'forms']) {
        const shown = await page.locator(`#${id}`).textContent();
        assert.ok(shown.includes('photo\\u202egnp.exe') && !shown.includes('\u202e'), id);
    }
    await page.getByRole('button', { name: 'Copy canonical text' }).click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `hostname:['${REVERSED}']`);
    await page.getByRole('button', { name: 'Copy curl' }).click();
    assert.ok((await page.evaluate(() => navigator.clipboard.readText())).includes(REVERSED));
});

test('long_string_is_cut_until_asked_for', async () => {
    const page = await open({ document: '1', columns: 'platform_name' });
    assert.ok((await jsonOf(page)).length < 3000);
    assert.ok((await page.locator('#documents').textContent()).length < 2000);
    await page.getByRole('button', { name: 'show all 200000 characters' }).click();
    await assertShown(page, documents[1]);
    await assertNotHacked(page);
});

test('deep_and_unusual_names_are_shown', async () => {
    const page = await open({ document: '2' });
    await assertShown(page, documents[2]);
    await page.getByRole('button', { name: 'Next document' }).click();
    await settle(page);
    await assertShown(page, documents[3]);
});

test('large_integer_keeps_its_digits', async () => {
    const page = await open({ document: '4', columns: 'hostname,cpu_signature' });
    assert.match(await jsonOf(page), /"cpu_signature": 18446744073709551615/);
    assert.match(await page.locator('#documents').textContent(), /large18446744073709551615/);
});

test('hostile_documents_fit_into_window', async () => {
    const page = await open({ document: '1' }, { viewport: { width: 360, height: 740 } });
    await page.getByRole('button', { name: /show all/ }).click();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await assertAccessible(page);
});

test('long_filter_is_edited', async () => {
    const filter = Array.from({ length: 300 }, (_, index) => `hostname:'value ${index}'`).join(',');
    const page = await open({ filter });
    await page.locator('#filter').press('End');
    await page.keyboard.insertText('+');
    await settle(page);
    assert.equal(await page.locator('#filter').inputValue(), filter + '+');
    assert.ok(await page.locator('.diagnostic').count() > 0);
});
