// Prints the times from a key in a filter of 20 clauses, over 100,000 documents, to what the page shows.

import { closeAll, closePages, openPage, startServer } from './harness.mjs';

const ROUNDS = 21;

// All clauses hold for most documents, so that each of them is evaluated.
const CLAUSES = [
    "asset_type:['ip','dns_domain']",
    "confidence:[100,75,50]",
    "ip.cloud_vm.platform:!'none'",
    "criticality:!'Noncritical'",
    "connectivity_status:!'x'",
    "internet_exposure:!'No'",
    "perimeter:!*'x*'",
    "subsidiaries.name:!'Example'",
    "first_seen:>'2000-01-01'",
    "last_seen:<'2100-01-01T00:00:00Z'",
    "ip.ip_address:!'192.0.2.1'",
    "ip.services.protocol:!'telnet'",
    "ip.services.transport:!'sctp'",
    "ip.location.country_code:!'AQ'",
    "ip.isp:!*'*none*'",
    "dns_domain.fqdn:!'none.example.com'",
    "dns_domain.services.port:!23",
    "triage.status:!'x'",
    "data_providers:!'x'",
];

const url = await startServer('--assets', '100000');
const page = await openPage(url);
page.setDefaultTimeout(120_000);

// Resolves to the milliseconds from an edit until `isDone`.
await page.evaluate(() => {
    globalThis.timed = (filter, isDone) => new Promise((resolve) => {
        const area = document.getElementById('filter');
        area.focus();
        area.value = filter.slice(0, -1);
        area.setSelectionRange(filter.length - 1, filter.length - 1);
        const start = performance.now();
        const observer = new MutationObserver(() => {
            if (isDone()) {
                observer.disconnect();
                resolve(performance.now() - start);
            }
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        document.execCommand('insertText', false, filter.at(-1));
    });
});

const diagnostics = [];
const results = [];
for (let round = 0; round < ROUNDS; round += 1) {
    const clauses = CLAUSES.join('+');
    diagnostics.push(await page.evaluate((filter) => globalThis.timed(filter, () =>
        !document.getElementById('diagnostics').hidden), `${clauses}+wrong_field:${round}`));
    results.push(await page.evaluate((filter) => {
        const shown = document.querySelector('#documents tbody');
        return globalThis.timed(filter, () => document.querySelector('#documents tbody') !== shown);
    }, `${clauses}+ip.services.port:!${10_000 + round}`));
}
const status = await page.locator('#status').textContent();
await closePages();
await closeAll();

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1].toFixed(0);
console.log(`diagnostics: median ${median(diagnostics)} ms`);
console.log(`results: median ${median(results)} ms, of which the page waits 120 ms for the next key; ${status}`);
