// The state of the page in the fragment of its address, which is never sent to a server.

const TEXTS = ['collection', 'filter', 'sort', 'view', 'field', 'time'];
const NUMBERS = ['offset', 'limit', 'document'];

export const DEFAULTS = {
    collection: null,
    filter: '',
    columns: null,
    sort: null,
    offset: 0,
    limit: 50,
    view: 'documents',
    field: null,
    time: null,
    document: null,
};

export const VIEWS = ['documents', 'counts', 'time'];
export const LIMITS = [25, 50, 100, 250];

export function readAddress() {
    const parameters = new URLSearchParams(location.hash.slice(1));
    const state = { ...DEFAULTS };
    for (const name of TEXTS) {
        state[name] = parameters.get(name) ?? DEFAULTS[name];
    }
    state.filter = state.filter.replace(/\r\n?/g, '\n');
    for (const name of NUMBERS) {
        const text = parameters.get(name) ?? '';
        state[name] = /^\d{1,9}$/.test(text) ? Number(text) : DEFAULTS[name];
    }
    state.columns = parameters.get('columns')?.split(',').filter(Boolean) ?? null;
    state.view = VIEWS.includes(state.view) ? state.view : DEFAULTS.view;
    state.limit = LIMITS.includes(state.limit) ? state.limit : DEFAULTS.limit;
    return state;
}

/** Writes the state to the address, as a new entry of the history or in place of the current one. */
export function writeAddress(state, isNewEntry) {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(state)) {
        if (value !== DEFAULTS[name]) {
            parameters.set(name, Array.isArray(value) ? value.join(',') : value);
        }
    }
    const hash = '#' + parameters;
    if (hash === location.hash) {
        return;
    }
    if (isNewEntry) {
        history.pushState(null, '', hash);
    } else {
        history.replaceState(null, '', hash);
    }
}
