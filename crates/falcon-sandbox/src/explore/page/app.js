// The state of the page, and the requests that follow from a change of it.

import { LIMITS, VIEWS, readAddress, writeAddress } from './address.js';
import { cancel, send } from './api.js';
import { listChartFields, showCounts, showHistogram } from './charts.js';
import { listColumns, startColumns } from './columns.js';
import { addCompletion } from './completion.js';
import { applyFix, showDiagnostics } from './diagnostics.js';
import { hideDocument, showDocument, startDocument } from './document.js';
import { byId, copyButton, displaySafe, element, formatCount, plural } from './dom.js';
import { createEditor } from './editor.js';
import { spansFromBytes } from './offsets.js';
import { showSummary, startSummary } from './summary.js';
import { markOpened, showTable, startTable } from './table.js';
import { startTheme } from './theme.js';

const RESULTS_DELAY_MS = 120;
// Edits within this time of each other are one entry of the history.
const EDIT_PAUSE_MS = 1500;

let state = readAddress();
let collections = [];
let fields = [];
let fieldsOf = null;
let isValid = false;
let diagnostics = [];
// The documents of the table.
let page = null;
// The tab and the collection of the results on the page.
let shown = null;
let lastEdit = -Infinity;
let resultsTimer = 0;

const editor = createEditor(byId('filter'), byId('backdrop'));

async function start() {
    startTheme();
    startSummary(editor);
    startColumns(columns, (chosen) => update({ columns: chosen }, showRows));
    startTable({ page: (step) => update({ offset: Math.max(0, state.offset + step * state.limit) }, loadResults) });
    startDocument({ close: closeDocument, step: stepDocument });
    addCompletion(editor, () => state.collection, reportError);
    byId('limit').append(...LIMITS.map((limit) => element('option', { value: String(limit) }, String(limit))));
    byId('link-copy').append(copyButton('Copy link', () => location.href, 'Copy link'));
    connect();
    await load();
}

async function load() {
    try {
        const response = await send('collections', '/explore/collections');
        if (response === null) {
            return;
        }
        collections = response.collections;
        listCollections();
        state.collection = known(state.collection) ?? response.default;
        await apply();
    } catch (error) {
        reportError(error);
    }
}

function known(name) {
    return collections.some((collection) => collection.name === name) ? name : null;
}

function listCollections() {
    const group = (label, members) => members.length === 0 ? null : element('optgroup', { label },
        members.map(({ name, documents }) => element('option', { value: name },
            documents === null ? name : `${name} (${formatCount(documents)})`)));
    byId('collection').replaceChildren(...[
        group('With documents', collections.filter((collection) => collection.documents !== null)),
        group('Fields only', collections.filter((collection) => collection.documents === null)),
    ].filter(Boolean));
}

function current() {
    return collections.find((collection) => collection.name === state.collection);
}

function columns() {
    return state.columns ?? current().columns;
}

/** Changes the state as a new entry of the history, and calls what follows from it. */
function update(change, then) {
    state = { ...state, ...change };
    lastEdit = -Infinity;
    writeAddress(state, true);
    then?.();
}

/** Shows the whole state, after the start of the page and a move in the history. */
async function apply() {
    byId('collection').value = state.collection;
    byId('limit').value = String(state.limit);
    if (editor.text !== state.filter) {
        const focused = document.activeElement;
        editor.change(state.filter);
        focused?.focus();
    }
    writeAddress(state, false);
    await loadFields();
    showView();
    await check();
}

async function loadFields() {
    if (fieldsOf !== state.collection) {
        fieldsOf = null;
        const response = await send('fields', `/explore/fields?collection=${encodeURIComponent(state.collection)}`);
        if (response === null) {
            return;
        }
        fieldsOf = state.collection;
        fields = response.fields;
        listColumns(fields);
    }
    listChartFields(fields, state);
}

function showView() {
    for (const view of VIEWS) {
        const isShown = view === state.view;
        byId(`tab-${view}`).setAttribute('aria-selected', String(isShown));
        byId(`tab-${view}`).tabIndex = isShown ? 0 : -1;
        byId(`panel-${view}`).hidden = !isShown || current().documents === null;
    }
    byId('not-served').hidden = current().documents !== null;
    byId('not-served-command').textContent = `fql explore FILE -c ${state.collection}`;
}

/** Checks the filter; loads results if it is valid. */
async function check({ isTyping = false } = {}) {
    const { collection, filter } = state;
    clearTimeout(resultsTimer);
    try {
        const response = await send('check', '/explore/check', { collection, filter });
        if (response === null) {
            return;
        }
        clearError();
        diagnostics = spansFromBytes(filter, response.diagnostics);
        isValid = response.valid;
        editor.mark('diagnostics', diagnostics.map(({ start, end, severity }) => ({ start, end, mark: `mark-${severity}` })));
        editor.textarea.setAttribute('aria-invalid', String(!isValid));
        showDiagnostics(editor, diagnostics, response.omitted, reportError);
        showStale();
        if (!isValid) {
            setStatus(plural(diagnostics.length + response.omitted, 'problem'), 'invalid');
            return;
        }
        showSummary(editor, response);
        resultsTimer = setTimeout(loadAll, isTyping ? RESULTS_DELAY_MS : 0);
    } catch (error) {
        reportError(error);
    }
}

// The results of the last valid filter remain while the filter is invalid.
function showStale() {
    const hasResults = shown === resultsKey() || current().documents === null;
    document.documentElement.toggleAttribute('data-stale', !isValid);
    byId('stale').hidden = isValid || !hasResults;
    byId('no-results').hidden = isValid || hasResults;
}

function resultsKey() {
    return `${state.view} of ${state.collection}`;
}

function loadAll() {
    loadResults();
    loadDocument();
}

/** Loads what the chosen tab shows. */
async function loadResults() {
    if (current().documents === null) {
        page = null;
        setStatus('valid', 'valid');
        return;
    }
    if (!isValid) {
        return;
    }
    const { collection, filter, sort, offset, limit, view } = state;
    try {
        // The status has the total, whatever the tab.
        const wanted = isTable(view) ? { sort, offset, limit } : { sort: null, offset: 0, limit: 1 };
        const response = await send('results', '/explore/documents', { collection, filter, ...wanted });
        if (response === null) {
            return;
        }
        if (response.documents.length === 0 && response.total > 0) {
            // The last page, in place of one beyond the end.
            state = { ...state, offset: Math.floor((response.total - 1) / limit) * limit };
            writeAddress(state, false);
            await loadResults();
            return;
        }
        clearError();
        setStatus(`${formatCount(response.total)} of ${plural(current().documents, 'document')}`, 'valid', response.elapsed_ms);
        if (isTable(view)) {
            page = response;
            showRows();
        } else {
            await loadChart();
        }
        shown = resultsKey();
        showStale();
    } catch (error) {
        if (error.status !== 422) {
            reportError(error);
        } else if (isTable(view) && sort !== null) {
            state = { ...state, sort: null };
            writeAddress(state, false);
            await loadResults();
            reportError(error);
        }
        // Otherwise the filter is newer than its check, which reports the problem.
    }
}

function isTable(view) {
    return view === 'documents';
}

async function loadChart() {
    const { collection, filter, view } = state;
    const isCounts = view === 'counts';
    const field = byId(isCounts ? 'counts-field' : 'time-field').value;
    if (field === '') {
        return;
    }
    const response = await send('results', isCounts ? '/explore/counts' : '/explore/histogram',
        { collection, filter, field, ...(isCounts ? { size: 20 } : {}) });
    if (response !== null) {
        if (isCounts) {
            showCounts(response, field, (clause) => editor.change(response.prefix + clause));
        } else {
            showHistogram(response, field);
        }
    }
}

function showRows() {
    if (page !== null) {
        showTable(page, state, columns(), { sort: (sort) => update({ sort, offset: 0 }, loadResults), open: openDocument });
    }
}

function openDocument(index) {
    update({ document: index }, async () => {
        await loadDocument();
        byId('document-title').focus();
    });
}

function closeDocument() {
    const row = byId('documents').querySelector(`tr[data-index="${state.document}"] button`);
    update({ document: null }, loadDocument);
    (row ?? editor.textarea).focus();
}

/** Opens the next or previous document of the page. */
function stepDocument(step) {
    const position = page?.documents.findIndex(({ index }) => index === state.document) ?? -1;
    const next = page?.documents[position < 0 ? 0 : position + step];
    if (next) {
        update({ document: next.index }, loadDocument);
    }
}

async function loadDocument() {
    markOpened(state.document);
    if (state.document === null || current().documents === null) {
        cancel('document');
        hideDocument(editor);
        return;
    }
    if (!isValid) {
        return;
    }
    const { collection, filter, document: index } = state;
    try {
        const response = await send('document', '/explore/document', { collection, filter, index });
        if (response !== null) {
            showDocument(response, index, filter, editor);
        }
    } catch (error) {
        if (error.status !== 422) {
            hideDocument(editor);
            reportError(error);
        }
    }
}

function setStatus(text, kind, elapsed) {
    const status = byId('status');
    status.className = kind;
    status.textContent = elapsed === undefined ? text : `${text} · ${elapsed.toFixed(1)} ms`;
}

function reportError(error) {
    const helps = error.diagnostics?.map(({ help }) => help) ?? [];
    byId('failure-text').textContent = displaySafe([error.message, ...helps].join('; '));
    byId('failure').hidden = false;
}

function clearError() {
    byId('failure').hidden = true;
}

function changeCollection(collection) {
    page = null;
    byId('documents').replaceChildren();
    const change = { collection, columns: null, sort: null, offset: 0, field: null, time: null, document: null };
    update(change, () => apply().catch(reportError));
}

function onInput() {
    if (editor.text === state.filter) {
        // The change is a move in the history.
        return;
    }
    const now = performance.now();
    const isNewEntry = now - lastEdit > EDIT_PAUSE_MS;
    lastEdit = now;
    state = { ...state, filter: editor.text, offset: 0 };
    writeAddress(state, isNewEntry);
    check({ isTyping: true });
}

function onEditorKey(event) {
    if (event.key !== 'Enter' || event.shiftKey) {
        return;
    }
    event.preventDefault();
    if (event.altKey) {
        applyFix(editor, diagnostics);
    } else {
        lastEdit = -Infinity;
        check();
    }
}

function onPageKey(event) {
    const isEditing = event.target.closest('input, textarea, select, dialog');
    if (isEditing || event.ctrlKey || event.metaKey || event.altKey) {
        return;
    }
    if (event.key === '/') {
        event.preventDefault();
        editor.textarea.focus();
    } else if (event.key === '?') {
        byId('keys').showModal();
    }
}

function onTabKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
        const view = VIEWS[(VIEWS.indexOf(state.view) + step + VIEWS.length) % VIEWS.length];
        byId(`tab-${view}`).focus();
        chooseView(view);
    }
}

function chooseView(view) {
    update({ view }, () => {
        showView();
        showStale();
        loadResults();
    });
}

function connect() {
    editor.textarea.addEventListener('input', onInput);
    editor.textarea.addEventListener('keydown', onEditorKey);
    document.addEventListener('keydown', onPageKey);
    byId('collection').addEventListener('change', ({ target }) => changeCollection(target.value));
    byId('limit').addEventListener('change', ({ target }) => update({ limit: Number(target.value), offset: 0 }, loadResults));
    byId('counts-field').addEventListener('change', ({ target }) => update({ field: target.value }, loadResults));
    byId('time-field').addEventListener('change', ({ target }) => update({ time: target.value }, loadResults));
    byId('clear').addEventListener('click', () => editor.change(''));
    byId('retry').addEventListener('click', () => (collections.length === 0 ? load() : apply().catch(reportError)));
    byId('keys-open').addEventListener('click', () => byId('keys').showModal());
    byId('keys-close').addEventListener('click', () => byId('keys').close());
    for (const view of VIEWS) {
        byId(`tab-${view}`).addEventListener('click', () => chooseView(view));
        byId(`tab-${view}`).addEventListener('keydown', onTabKey);
    }
    window.addEventListener('popstate', () => {
        const previous = state.collection;
        state = readAddress();
        state.collection = known(state.collection) ?? previous;
        lastEdit = -Infinity;
        apply().catch(reportError);
    });
}

start();
