// The forms to copy: each one runs as copied, and finds the documents that the page counts.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { FQL, openPage, startServer, total, watchPages } from './harness.mjs';

const url = await startServer();
watchPages();

const FILTER = "criticality:'Critical'+ip.services.port:[22,3389]+perimeter:!'it\\'s'";

/** Copies a form with its button, and returns the text of the clipboard and the total of the page. */
async function copy(name) {
    const page = await openPage(url, { filter: FILTER });
    await page.getByRole('button', { name: `Copy ${name}`, exact: true }).click();
    return { text: await page.evaluate(() => navigator.clipboard.readText()), count: await total(page) };
}

function shell(text) {
    const PATH = `${dirname(FQL)}:${process.env.PATH}`;
    return execFileSync('sh', ['-c', text], { encoding: 'utf8', env: { ...process.env, PATH } });
}

test('copied_curl_command_finds_documents', async () => {
    const { text, count } = await copy('curl');
    const response = JSON.parse(shell(text));
    assert.equal(response.meta.pagination.total, count);
});

test('copied_command_line_finds_documents', async () => {
    const { text, count } = await copy('Command line');
    assert.ok(shell(text).includes(String(count)));
});

test('copied_falconpy_program_finds_documents', { skip: !process.env.PYTHON }, async () => {
    const { text, count } = await copy('falconpy');
    const output = execFileSync(process.env.PYTHON, ['-c', text], { encoding: 'utf8' });
    assert.ok(output.includes(String(count)), output);
});
