// The meaning of the filter and its other forms.

import { byId, copyButton, displaySafe, displaySafeLines, element } from './dom.js';
import { spansFromBytes } from './offsets.js';

let canonical = '';

/** Shows the words, the canonical text and the forms to copy of a valid filter. */
export function showSummary(editor, response) {
    byId('summary').hidden = false;
    showWords(editor, spansFromBytes(editor.text, response.words));
    canonical = response.canonical ?? '';
    byId('canonical').textContent = canonical === '' ? '(empty)' : displaySafe(canonical);
    byId('format').disabled = canonical === editor.text;
    byId('forms').replaceChildren(...response.copy.map(form));
}

/** Creates the parts of the summary that stay the same. */
export function startSummary(editor) {
    byId('canonical-copy').append(copyButton('Copy canonical text', () => canonical));
    byId('format').addEventListener('click', () => editor.change(canonical));
}

function showWords(editor, words) {
    const lines = words.map(({ depth, text, start, end }) => {
        const highlight = (marks) => () => editor.mark('words', marks);
        const line = element('li', {
            mouseenter: highlight([{ start, end, mark: 'mark-hover' }]),
            mouseleave: highlight([]),
        }, displaySafe(text));
        line.style.setProperty('--depth', depth);
        return line;
    });
    byId('words').replaceChildren(...lines);
}

// A form stays open while the filter changes.
const opened = new Set();

function form({ name, text }) {
    const details = element('details', { open: opened.has(name) },
        element('summary', {}, name),
        element('pre', { tabindex: '0', 'aria-label': name }, displaySafeLines(text)));
    details.addEventListener('toggle', () => {
        if (details.open) {
            opened.add(name);
        } else {
            opened.delete(name);
        }
    });
    return element('li', { class: 'form' }, details, copyButton(`Copy ${name}`, () => text));
}
