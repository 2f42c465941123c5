// Requests to the server of this page.

const TIMEOUT_MS = 30_000;
const SLOW_MS = 500;

// A request of a channel makes the responses of these ones outdated, because they depend on what it changes.
const OUTDATED = {
    collections: ['fields', 'check', 'results', 'document'],
    fields: ['check', 'results', 'document'],
    check: ['results', 'document'],
};

const running = new Map();

/** An error that the page shows; `status` is that of HTTP, or 0 if no response was received. */
export class RequestError extends Error {
    constructor(message, status = 0, diagnostics = []) {
        super(message);
        this.status = status;
        this.diagnostics = diagnostics;
    }
}

/**
 * Sends a request and returns its JSON, or `null` if a later request of the same channel, or of one that it
 * depends on, replaced it. Without a body it is a GET.
 */
export async function send(channel, path, body) {
    cancel(channel);
    const controller = new AbortController();
    running.set(channel, controller);
    const slow = setTimeout(() => setBusy(channel, true), SLOW_MS);
    try {
        const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(TIMEOUT_MS)]);
        const response = await fetch(path, body === undefined ? { signal } : {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
            signal,
        });
        const json = parse(await response.text());
        if (!response.ok) {
            throw new RequestError(
                json.error ?? `the server answered with status ${response.status}`, response.status, json.diagnostics);
        }
        return running.get(channel) === controller ? json : null;
    } catch (error) {
        if (controller.signal.aborted) {
            return null;
        }
        throw error instanceof RequestError ? error : new RequestError(describe(error));
    } finally {
        clearTimeout(slow);
        if (running.get(channel) === controller) {
            running.delete(channel);
            setBusy(channel, false);
        }
    }
}

/** Aborts the request of a channel, and those that depend on it. */
export function cancel(channel) {
    for (const outdated of [channel, ...OUTDATED[channel] ?? []]) {
        running.get(outdated)?.abort();
        running.delete(outdated);
        setBusy(outdated, false);
    }
}

// Numbers of JavaScript are exact up to 2^53. Larger integers of documents keep their digits, in browsers with
// `JSON.rawJSON`.
function parse(text) {
    if (!/\d{16}/.test(text) || !JSON.rawJSON) {
        return JSON.parse(text);
    }
    return JSON.parse(text, (key, value, { source }) =>
        Number.isInteger(value) && !Number.isSafeInteger(value) ? JSON.rawJSON(source) : value);
}

function describe(error) {
    switch (error.name) {
        case 'TimeoutError':
            return `the server did not respond within ${TIMEOUT_MS / 1000} seconds`;
        case 'SyntaxError':
            return 'the response of the server is not JSON';
        default:
            return `the server at ${location.host} does not respond; it may have been stopped`;
    }
}

const busy = new Set();

function setBusy(channel, isBusy) {
    if (isBusy) {
        busy.add(channel);
    } else {
        busy.delete(channel);
    }
    document.documentElement.toggleAttribute('data-busy', busy.size > 0);
}
