// One document in full, with the clauses that held and the values that satisfied them.

import { byId, copyButton, displaySafe, element, isRawNumber, shorten } from './dom.js';
import { spansFromBytes } from './offsets.js';

const MAX_STRING = 500;

let shown = null;

/** Connects the buttons of the panel. `actions` has the functions `close` and `step`. */
export function startDocument(actions) {
    byId('document-copy').append(copyButton('Copy document as JSON', () => JSON.stringify(shown, null, 2)));
    byId('document-close').addEventListener('click', actions.close);
    byId('document-previous').addEventListener('click', () => actions.step(-1));
    byId('document-next').addEventListener('click', () => actions.step(1));
    byId('document').addEventListener('keydown', (event) => {
        if (event.key === 'Escape') {
            actions.close();
        }
    });
}

/** Shows a document and how the clauses of the filter were evaluated. */
export function showDocument(response, index, filter, editor) {
    shown = response.document;
    const clauses = spansFromBytes(filter, response.clauses);
    const lines = renderJson(response.document);
    const held = new Set(clauses.filter((clause) => clause.held).flatMap((clause) => clause.paths));
    for (const path of held) {
        lines.get(path)?.classList.add('satisfied');
    }
    byId('document-title').textContent = `Document ${index}`;
    byId('document-matches').textContent = response.matches ? 'matches' : 'does not match';
    byId('document-matches').className = response.matches ? 'held' : 'failed';
    byId('clauses').replaceChildren(...clauses.map((clause) => clauseItem(clause, filter, lines)));
    byId('json').replaceChildren(...lines.elements);
    byId('document').hidden = false;
    editor.mark('clauses', clauses.map(({ start, end, held: isHeld }) =>
        ({ start, end, mark: isHeld ? 'mark-held' : 'mark-failed' })));
}

export function hideDocument(editor) {
    shown = null;
    byId('document').hidden = true;
    byId('json').replaceChildren();
    editor.mark('clauses', []);
}

function clauseItem({ start, end, held, paths }, text, lines) {
    return element('li', {},
        element('span', { class: held ? 'held' : 'failed' }, held ? 'held' : 'did not hold'),
        ' ',
        element('code', {}, displaySafe(text.slice(start, end))),
        paths.length === 0 ? null : element('ul', { class: 'paths' }, paths.map((path) => element('li', {},
            element('button', { type: 'button', click: () => reveal(lines.get(path)) }, displaySafe(path))))));
}

function reveal(line) {
    if (!line) {
        return;
    }
    line.scrollIntoView({ block: 'nearest' });
    line.classList.remove('revealed');
    // Reading the layout in between starts the animation again.
    line.getBoundingClientRect();
    line.classList.add('revealed');
}

// Lines of pretty-printed JSON. `get` returns the line of a path such as `ip.services[0].port`. The loop has
// its own stack: the nesting of a document is not limited.
function renderJson(root) {
    const elements = [];
    const byPath = new Map();
    const stack = [{ value: root, path: '', key: null, depth: 0, comma: '' }];
    while (stack.length > 0) {
        const { value, path, key, depth, comma, closing } = stack.pop();
        const line = element('span', { class: 'json-line' }, '  '.repeat(Math.min(depth, 40)));
        elements.push(line);
        if (closing) {
            line.append(closing + comma + '\n');
            continue;
        }
        if (path !== null) {
            byPath.set(path, line);
        }
        if (key !== null) {
            line.append(element('span', { class: 'json-key' }, quoted(key)), ': ');
        }
        const entries = entriesOf(value, path);
        if (entries === null) {
            line.append(scalar(value), comma + '\n');
            continue;
        }
        const [open, close] = Array.isArray(value) ? '[]' : '{}';
        if (entries.length === 0) {
            line.append(open + close + comma + '\n');
            continue;
        }
        line.append(open + '\n');
        stack.push({ closing: close, depth, comma });
        entries.reverse().forEach((entry, index) => {
            stack.push({ ...entry, depth: depth + 1, comma: index === 0 ? '' : ',' });
        });
    }
    return { elements, get: (path) => byPath.get(path) };
}

function entriesOf(value, path) {
    if (Array.isArray(value)) {
        return value.map((item, index) => ({ value: item, path: path === null ? null : `${path}[${index}]`, key: null }));
    }
    if (value === null || typeof value !== 'object' || isRawNumber(value)) {
        return null;
    }
    return Object.entries(value).map(([key, member]) => ({ value: member, path: memberPath(path, key), key }));
}

// No clause reaches a member whose name has a dot: a dot in a filter goes to a member.
function memberPath(path, key) {
    if (path === null || key.includes('.')) {
        return null;
    }
    return path === '' ? key : `${path}.${key}`;
}

function scalar(value) {
    if (typeof value !== 'string') {
        const kind = value === null ? 'null' : isRawNumber(value) ? 'number' : typeof value;
        return element('span', { class: `json-${kind}` }, JSON.stringify(value));
    }
    const literal = element('bdi', { class: 'json-string' }, quoted(shorten(value, MAX_STRING)));
    if (value.length <= MAX_STRING) {
        return literal;
    }
    const button = element('button', { type: 'button', class: 'more' }, `show all ${value.length} characters`);
    button.addEventListener('click', () => {
        literal.textContent = quoted(value);
        button.remove();
    });
    return element('span', {}, literal, ' ', button);
}

// JSON escapes the characters below U+0020 itself.
function quoted(text) {
    return displaySafe(JSON.stringify(text));
}
