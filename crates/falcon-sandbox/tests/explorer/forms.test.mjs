// The forms to copy: each one runs as copied, and finds the documents that the page shows.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { FQL, openPage, startServer, watchPages } from './harness.mjs';

const url = await startServer();
watchPages();

const FILTER = "criticality:'Critical'+ip.services.port:[22,3389]+perimeter:!'it\\'s'";
const { PYTHON, RUST } = process.env;

/** Copies a form with its button, runs it, and compares the ids of its output with those of the page. */
async function assertRuns(name, run, filter = FILTER) {
    const page = await openPage(url, { filter, columns: 'id', limit: '250' });
    await page.getByRole('button', { name: `Copy ${name}`, exact: true }).click();
    const output = run(await page.evaluate(() => navigator.clipboard.readText()));
    const shown = await page.locator('#documents tbody td').allTextContents();
    assert.ok(shown.length > 5);
    assert.deepEqual(output.match(/\b[0-9a-f]{32}\b/g)?.toSorted(), shown.toSorted(), output);
}

function shell(text) {
    const PATH = `${dirname(FQL)}:${process.env.PATH}`;
    return execFileSync('sh', ['-c', text], { encoding: 'utf8', env: { ...process.env, PATH } });
}

/** Runs a program as a package of its own, in the folder RUST. */
function rust(text) {
    const crates = join(process.cwd(), 'crates');
    mkdirSync(join(RUST, 'src'), { recursive: true });
    writeFileSync(join(RUST, 'src/main.rs'), text);
    writeFileSync(join(RUST, 'Cargo.toml'), `
[package]
name = "copied"
version = "0.0.0"
edition = "2024"

[dependencies]
fql = { path = "${crates}/fql" }
falcon-transport = { path = "${crates}/falcon-transport" }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }

[workspace]
`);
    return execFileSync('cargo', ['run', '--quiet'], { cwd: RUST, encoding: 'utf8' });
}

test('copied_curl_command_finds_documents', () => assertRuns('curl', shell));

test('copied_fql_command_finds_documents', () => assertRuns('Command line', shell));

test('copied_falconpy_program_finds_documents', () => assertRuns('falconpy', (text) =>
    execFileSync(PYTHON, ['-c', text], { encoding: 'utf8' })));

// More than the 100 ids of a page.
test('copied_falconpy_program_lists_all_pages', () => assertRuns('falconpy', (text) =>
    execFileSync(PYTHON, ['-c', text], { encoding: 'utf8' }), "criticality:['High','Critical']"));

test('copied_macro_program_finds_documents', { skip: !RUST }, () => assertRuns('fql!', rust));

test('copied_typed_program_finds_documents', { skip: !RUST }, () => assertRuns('Typed Rust', rust));

test('canonical_text_is_copied', async () => {
    const page = await openPage(url, { filter: ' manual : true ' });
    await page.getByRole('button', { name: 'Copy canonical text' }).click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'manual:true');
});
