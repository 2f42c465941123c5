// Offsets of the server are bytes of UTF-8; those of the editor are units of UTF-16.

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function toBytes(text, offset) {
    return encoder.encode(text.slice(0, offset)).length;
}

export function fromBytes(text, offset) {
    return decoder.decode(encoder.encode(text).subarray(0, offset)).length;
}

/** Returns the objects with their `start` and `end` in units of UTF-16. */
export function spansFromBytes(text, spans) {
    return spans.map((span) => ({ ...span, start: fromBytes(text, span.start), end: fromBytes(text, span.end) }));
}
