// Accessibility, colors and widths of each state of the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, openPage, settle, startServer, watchPages } from './harness.mjs';

const url = await startServer();
watchPages();

const FILTER = "criticality:'Critical'+ip.services.port:[22,3389]";

const STATES = {
    empty: { state: {} },
    table: { state: { filter: FILTER, sort: 'last_seen.desc' } },
    no_match: { state: { filter: "criticality:'Critical'+criticality:'Low'" } },
    document: { state: { filter: `${FILTER},manual:true` }, act: (page) => page.locator('#documents tbody button').first().click() },
    problems: {
        state: { filter: "criticalty:'Critical' AND confidence:>50" },
        act: (page) => page.getByRole('button', { name: 'FQL101' }).click(),
    },
    stale: { state: { filter: FILTER }, act: (page) => page.locator('#filter').fill('wrong_field:1') },
    proposals: { state: {}, act: (page) => page.locator('#filter').press('Control+ ') },
    columns: { state: {}, act: (page) => page.getByRole('button', { name: 'Columns' }).click() },
    counts: { state: { view: 'counts', field: 'criticality' } },
    histogram: { state: { view: 'time', time: 'first_seen' } },
    forms: { state: { filter: FILTER }, act: (page) => page.locator('.form summary').first().click() },
    keys: { state: {}, act: (page) => page.getByRole('button', { name: 'Keys' }).click() },
};

for (const [name, { state, act }] of Object.entries(STATES)) {
    test(`state_${name}_is_accessible_and_fits`, async () => {
        // More rows have the same structure, and axe-core reads each.
        const page = await openPage(url, { limit: '25', ...state });
        await act?.(page);
        await settle(page);
        for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme });
            await assertAccessible(page);
        }
        for (const width of [1920, 360]) {
            await page.setViewportSize({ width, height: 740 });
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px`);
        }
        await assertAccessible(page);
    });
}

test('theme_button_overrides_system_and_is_kept', async () => {
    const page = await openPage(url, {}, { colorScheme: 'light' });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    const button = page.getByRole('button', { name: 'Colors' });
    await button.click();
    assert.equal(await background(), light);
    await button.click();
    assert.equal(await button.textContent(), 'Colors: dark');
    const dark = await background();
    assert.notEqual(dark, light);
    await page.reload();
    assert.equal(await background(), dark);
});

test('focus_order_follows_page', async () => {
    const page = await openPage(url, { filter: FILTER });
    await page.getByLabel('Collection').focus();
    const order = [];
    for (let step = 0; step < 9; step += 1) {
        await page.keyboard.press('Tab');
        order.push(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent));
    }
    assert.deepEqual(order, ['keys-open', 'theme', 'Copy link', 'clear', 'filter', 'tab-documents', 'limit', 'columns',
        await page.evaluate(() => document.querySelector('.scroll').textContent)]);
});

test('slash_goes_to_filter_and_question_mark_to_keys', async () => {
    const page = await openPage(url);
    await page.getByRole('tab', { name: 'Documents' }).focus();
    await page.keyboard.press('?');
    assert.ok(await page.getByRole('dialog').isVisible());
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'filter');
});

test('reduced_motion_stops_animations', async () => {
    const page = await openPage(url, {}, { reducedMotion: 'reduce' });
    await page.evaluate(() => document.documentElement.setAttribute('data-busy', ''));
    const animation = await page.locator('#progress').evaluate((element) => getComputedStyle(element).animationName);
    assert.equal(animation, 'none');
});
