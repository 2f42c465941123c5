// Writes the pictures of the documentation: explorer.png and those of the folder explorer.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { closeAll, closePages, openPage, settle, startServer } from './harness.mjs';

const folder = process.argv[2];
const url = await startServer();

const FILTER = "criticality:'Critical'+ip.services.port:[22,3389]";

async function picture(name, state, options, act) {
    const page = await openPage(url, state, options);
    // The time that the page shows is that of the cache, not of a busy machine.
    await page.reload();
    await settle(page);
    await act?.(page);
    await page.mouse.move(0, 0);
    await settle(page);
    await page.screenshot({ path: join(folder, name) });
    await closePages();
}

mkdirSync(join(folder, 'explorer'), { recursive: true });

const small = { viewport: { width: 1024, height: 560 } };

await picture('explorer.png', { filter: FILTER, columns: 'id,criticality,ip.services.port,internet_exposure,last_seen' },
    { viewport: { width: 1680, height: 700 } }, (page) => page.locator('#documents tbody button').nth(1).click());
await picture('explorer/problems.png', { filter: "criticalty:'Critical' AND confidence:>50" },
    { ...small, colorScheme: 'dark' }, (page) => page.getByRole('button', { name: 'FQL101' }).click());
await picture('explorer/completion.png', { filter: "criticality:'Critical'" }, small, async (page) => {
    await page.locator('#filter').press('End');
    await page.locator('#filter').pressSequentially('+ip.s');
});
await picture('explorer/over-time.png', { filter: "internet_exposure:'Yes'", view: 'time', time: 'first_seen' }, small);
await closeAll();
