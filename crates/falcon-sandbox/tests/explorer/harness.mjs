// A server, a browser and pages for the tests. Every page is watched: an error on its console, or a request to
// another origin than the server's, fails the test that opened it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { after, afterEach } from 'node:test';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const FQL = process.env.FQL;

/** Starts `fql serve` with these options; resolves to its URL. `closeAll` ends it. */
export async function startServer(...options) {
    const server = spawn(FQL, ['serve', '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    servers.push(server);
    for await (const line of createInterface({ input: server.stdout })) {
        const url = line.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
        if (url) {
            return url;
        }
    }
    throw new Error('the server ended before it printed a URL');
}

// Longer than the page waits after a key before it asks for results.
const QUIET_MS = 300;

const traffic = new WeakMap();
const servers = [];
let browser = null;
let opened = [];

/** Checks the watched pages after each test of the file, and closes everything after the last one. */
export function watchPages() {
    afterEach(closePages);
    after(closeAll);
}

/** Closes the opened pages; throws if one of them logged an error or sent a request to another origin. */
export async function closePages() {
    const pages = opened;
    opened = [];
    for (const { context, errors } of pages) {
        await context.close();
        assert.deepEqual(errors, []);
    }
}

export async function closeAll() {
    await browser?.close();
    servers.forEach((server) => server.kill());
}

/**
 * Opens the page of a server with a state, such as `{ filter: "status:'x'" }`, and waits for its requests. The
 * collection is external-assets by default. With `isFailing` requests may fail. Other options are those of a
 * context of Playwright.
 */
export async function openPage(url, state = {}, { isFailing = false, ...options } = {}) {
    browser ??= await chromium.launch({
        executablePath: process.env.CHROMIUM,
        args: process.getuid() === 0 ? ['--no-sandbox'] : [],
    });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
    const errors = [];
    opened.push({ context, errors });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
        const isExpected = isFailing && message.text().startsWith('Failed to load resource');
        if (!isExpected) {
            errors.push(`console: ${message.text()}`);
        }
    });
    context.on('request', (request) => {
        if (!request.url().startsWith(`${url}/`)) {
            errors.push(`request to ${request.url()}`);
        }
    });
    watchTraffic(page);
    const address = new URLSearchParams({ collection: 'external-assets', ...state });
    await page.goto(`${url}/#${address}`);
    if (!isFailing) {
        await page.locator('#status:not(:empty)').waitFor({ state: 'attached' });
    }
    await settle(page);
    return page;
}

/** Types a filter in place of the current one, key by key, and closes the proposals. */
export async function typeFilter(page, filter) {
    await page.locator('#filter').fill('');
    await page.locator('#filter').pressSequentially(filter);
    await settle(page);
    if (await page.locator('#proposals').isVisible()) {
        await page.keyboard.press('Escape');
    }
}

/**
 * Waits until the page has reacted to the last event: no request is running or follows. The time passes in the page,
 * so that a slow machine delays both.
 */
export async function settle(page) {
    const requests = traffic.get(page);
    let started;
    do {
        started = requests.started;
        await page.evaluate((time) => new Promise((resolve) => { setTimeout(resolve, time); }), QUIET_MS);
    } while (requests.started > requests.ended || requests.started > started);
}

function watchTraffic(page) {
    const requests = { started: 0, ended: 0 };
    traffic.set(page, requests);
    page.on('request', () => { requests.started += 1; });
    page.on('requestfinished', () => { requests.ended += 1; });
    page.on('requestfailed', () => { requests.ended += 1; });
}

export function status(page) {
    return page.locator('#status').textContent();
}

/** Returns the total number of matching documents that the page shows. */
export async function total(page) {
    return Number((await status(page)).split(' of ')[0].replaceAll(',', ''));
}

/** Fails if axe-core finds a serious or critical violation. */
export async function assertAccessible(page) {
    // The Content-Security-Policy of the page does not apply to this.
    if (!await page.evaluate(() => 'axe' in globalThis)) {
        await page.evaluate(AXE);
    }
    const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
    const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    assert.deepEqual(serious, []);
}
