// The matching documents as a table.

import { byId, displaySafe, element, formatCount, shorten } from './dom.js';

const MAX_VALUES = 12;
const MAX_LENGTH = 160;

/** Shows a page of documents. `actions` has the functions `sort`, `open` and `page`. */
export function showTable(response, state, columns, actions) {
    const table = byId('documents');
    table.replaceChildren(
        element('caption', { class: 'visually-hidden' }, `Matching documents of ${state.collection}`),
        element('thead', {}, element('tr', {},
            element('th', { scope: 'col', class: 'number' }, '#'),
            columns.map((column) => header(column, state.sort, actions.sort)))),
        element('tbody', {}, response.documents.map((row) => documentRow(row, columns, state, actions.open))));
    byId('no-documents').hidden = response.documents.length > 0;
    showPaging(response, state);
}

/** Connects the buttons of paging, and the arrow keys inside of the table. */
export function startTable(actions) {
    byId('previous').addEventListener('click', () => actions.page(-1));
    byId('next').addEventListener('click', () => actions.page(1));
    byId('documents').addEventListener('keydown', (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        const buttons = [...byId('documents').querySelectorAll('tbody button')];
        const index = buttons.indexOf(document.activeElement);
        if (step && index >= 0) {
            event.preventDefault();
            buttons[index + step]?.focus();
        }
    });
}

/** Marks the row of the opened document. */
export function markOpened(index) {
    for (const row of byId('documents').querySelectorAll('tbody tr')) {
        row.classList.toggle('opened', Number(row.dataset.index) === index);
    }
}

/** Returns the texts of the values at a path of a document, such as `ip.services.port`. */
export function valuesAt(value, path) {
    return [...new Set(collect(value, path === '' ? [] : path.split('.'), []).map(asText))];
}

function header(column, sort, onSort) {
    const [ascending, descending] = [`${column}.asc`, `${column}.desc`];
    const [order, arrow, next] = {
        [ascending]: ['ascending', ' ↑', descending],
        [descending]: ['descending', ' ↓', null],
    }[sort] ?? [null, '', ascending];
    return element('th', { scope: 'col', 'aria-sort': order },
        element('button', { type: 'button', title: displaySafe(`Sort by ${column}`), click: () => onSort(next) },
            displaySafe(column), element('span', { 'aria-hidden': 'true' }, arrow)));
}

function documentRow({ index, document }, columns, state, onOpen) {
    const button = element('button', {
        type: 'button',
        class: 'row-button',
        'aria-label': `Open document ${index}`,
    }, formatCount(index));
    // A click that selected text of a cell does not open the document.
    const onClick = ({ target }) => {
        if (target === button || getSelection().isCollapsed) {
            onOpen(index);
        }
    };
    return element('tr', {
        'data-index': String(index),
        class: index === state.document ? 'opened' : null,
        click: onClick,
    },
    element('th', { scope: 'row', class: 'number' }, button),
    columns.map((column) => cell(document, column)));
}

function cell(document, column) {
    const values = valuesAt(document, column);
    const shown = values.slice(0, MAX_VALUES).map((value) => displaySafe(shorten(value, MAX_LENGTH)));
    const more = values.length > MAX_VALUES ? ` +${values.length - MAX_VALUES}` : '';
    return element('td', { dir: 'auto', title: shown.join('\n') }, shown.join(', ') + more);
}

// Lists on the way are entered, as by FQL.
function collect(value, keys, found) {
    if (Array.isArray(value)) {
        value.forEach((item) => collect(item, keys, found));
    } else if (keys.length === 0) {
        if (value !== null && value !== undefined) {
            found.push(value);
        }
    } else if (value !== null && typeof value === 'object' && Object.hasOwn(value, keys[0])) {
        collect(value[keys[0]], keys.slice(1), found);
    }
    return found;
}

function asText(value) {
    return typeof value === 'string' ? value : JSON.stringify(value);
}

function showPaging({ total, documents }, { offset }) {
    const last = offset + documents.length;
    byId('range').textContent = documents.length === 0
        ? `0 of ${formatCount(total)}`
        : `${formatCount(offset + 1)}–${formatCount(last)} of ${formatCount(total)}`;
    byId('previous').disabled = offset === 0;
    byId('next').disabled = last >= total;
}
