// Elements and text. Text of documents and messages enters the page only as text nodes.

// Control characters, and characters that change the direction of the text around them.
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Creates an element. Functions become event handlers, `true` an empty attribute; `false` and `null` none. */
export function element(name, attributes = {}, ...children) {
    const created = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (typeof value === 'function') {
            created.addEventListener(key, value);
        } else if (value !== null && value !== false) {
            created.setAttribute(key, value === true ? '' : value);
        }
    }
    created.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return created;
}

export function byId(id) {
    return document.getElementById(id);
}

/** Returns the text with its invisible characters as escapes of JSON strings. */
export function displaySafe(text) {
    return text.replace(INVISIBLE, (char) => '\\u' + char.charCodeAt(0).toString(16).padStart(4, '0'));
}

/** Returns the text as `displaySafe` does, with its line breaks. */
export function displaySafeLines(text) {
    return text.split('\n').map(displaySafe).join('\n');
}

/** Returns `true` for a number that keeps its digits. */
export function isRawNumber(value) {
    return JSON.isRawJSON?.(value) ?? false;
}

/** Returns the text, cut to a number of characters. */
export function shorten(text, length) {
    return text.length > length ? text.slice(0, length).replace(/[\ud800-\udbff]$/, '') + '…' : text;
}

export function formatCount(count) {
    return count.toLocaleString('en-US');
}

export function plural(count, noun) {
    return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Creates the badge of the evidence for a field. */
export function badge(grade) {
    return element('span', { class: `badge badge-${grade}`, title: `evidence: ${grade}` }, grade);
}

/** Creates a button that copies the text that `source` returns. */
export function copyButton(label, source, text = 'Copy') {
    const button = element('button', { type: 'button', class: 'copy', 'aria-label': label }, text);
    button.addEventListener('click', async () => {
        const copied = await copyText(source());
        button.textContent = copied ? 'Copied' : 'Not copied';
        announce(copied ? 'copied' : 'the browser refused to copy');
        setTimeout(() => { button.textContent = text; }, 1500);
    });
    return button;
}

export async function copyText(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return false;
    }
}

/** Has screen readers say a message. */
export function announce(message) {
    byId('announcement').textContent = message;
}
