// The choice of columns: a panel with all fields of the collection.

import { badge, byId, element, formatCount } from './dom.js';

/** Connects the panel. `current` returns the columns, `choose` gets new ones or `null` for the default. */
export function startColumns(current, choose) {
    const button = byId('columns');
    const panel = byId('columns-panel');
    const search = byId('columns-search');
    const show = (isShown) => {
        panel.hidden = !isShown;
        button.setAttribute('aria-expanded', String(isShown));
    };
    button.addEventListener('click', () => {
        show(panel.hidden);
        if (!panel.hidden) {
            search.value = '';
            filterList('');
            check(current());
            search.focus();
        }
    });
    search.addEventListener('input', () => filterList(search.value));
    byId('columns-default').addEventListener('click', () => {
        choose(null);
        check(current());
    });
    byId('columns-list').addEventListener('change', ({ target }) => {
        const rest = current().filter((name) => name !== target.value);
        choose(target.checked ? [...rest, target.value] : rest);
    });
    panel.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') {
            show(false);
            button.focus();
        }
    });
    document.addEventListener('pointerdown', ({ target }) => {
        if (!panel.contains(target) && !button.contains(target)) {
            show(false);
        }
    });
}

/** Lists the fields of a collection in the panel. */
export function listColumns(fields) {
    byId('columns-list').replaceChildren(...fields.map((field) => element('li', { 'data-name': field.name },
        element('label', { title: field.note },
            element('input', { type: 'checkbox', value: field.name }),
            element('span', { class: 'field-name' }, field.name),
            element('span', { class: 'muted' }, field.type),
            badge(field.grade),
            field.count === null ? null : element('span', { class: 'field-count' }, formatCount(field.count))))));
}

function check(columns) {
    for (const box of byId('columns-list').querySelectorAll('input')) {
        box.checked = columns.includes(box.value);
    }
}

function filterList(text) {
    const needle = text.trim().toLowerCase();
    for (const item of byId('columns-list').children) {
        item.hidden = !item.dataset.name.toLowerCase().includes(needle);
    }
}
