// Counts by field as bars, and counts over time as a histogram.

import { byId, displaySafe, element, formatCount, plural, shorten } from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 240;
const BOTTOM = 24;
const TOP = 18;

/** Fills the choices of fields, and selects those of the state if they exist. */
export function listChartFields(fields, state) {
    const fill = (id, chosen, selected) => {
        const names = chosen.map((field) => field.name);
        byId(id).replaceChildren(...chosen.map((field) => element('option', { value: field.name },
            field.count === null ? field.name : `${field.name} (${formatCount(field.count)})`)));
        byId(id).value = names.includes(selected) ? selected : names[0] ?? '';
    };
    const used = fields.filter((field) => field.count !== 0);
    fill('counts-field', used, state.field ?? preferred(used));
    const times = used.filter((candidate) => candidate.type === 'timestamp');
    fill('time-field', times, state.time ?? 'last_seen');
    byId('no-times').hidden = times.length > 0;
}

// A field with published values has few different ones.
function preferred(fields) {
    return fields.find((field) => field.values.length > 1)?.name;
}

/** Shows the counts of the values of a field. `choose` adds the clause of a value to the filter. */
export function showCounts(response, field, choose) {
    const { buckets, other, objects, missing, missing_clause: missingClause } = response;
    const most = Math.max(1, ...buckets.map((bucket) => bucket.count));
    const name = (label, clause) => clause === null ? label : element('button', {
        type: 'button',
        class: 'value',
        title: displaySafe(`Add ${clause} to the filter`),
        click: () => choose(clause),
    }, label);
    const rows = buckets.map(({ value, count, clause }) => row(name(valueText(value), clause), count, count / most));
    if (other > 0) {
        rows.push(row('other values', other, null));
    }
    if (objects > 0) {
        rows.push(row('objects', objects, null));
    }
    if (missing > 0) {
        rows.push(row(name('no value', missingClause), missing, null));
    }
    byId('counts').replaceChildren(
        element('caption', { class: 'visually-hidden' }, `Documents by ${field}`),
        element('thead', {}, element('tr', {},
            element('th', { scope: 'col' }, field),
            element('th', { scope: 'col', class: 'number' }, 'documents'))),
        element('tbody', {}, rows));
}

// A string that looks like a value of another type has quotes.
function valueText(value) {
    const isPlain = typeof value === 'string' && !/^$|^\s|\s$|^(true|false|null|-?\d[\d.]*(e[-+]?\d+)?)$/i.test(value);
    return displaySafe(shorten(isPlain ? value : JSON.stringify(value), 120));
}

function row(label, count, share) {
    const content = element('div', { class: 'bar-row' }, element('span', { class: 'bar-count' }, formatCount(count)));
    if (share !== null) {
        const bar = element('span', { class: 'bar' });
        bar.style.inlineSize = `${share * 100}%`;
        content.append(element('span', { class: 'bar-track', 'aria-hidden': 'true' }, bar));
    }
    return element('tr', { class: share === null ? 'muted' : null },
        element('th', { scope: 'row', dir: 'auto', title: typeof label === 'string' ? label : null }, label),
        element('td', {}, content));
}

// Draws the histogram for the current width.
let redraw = null;

window.addEventListener('resize', () => {
    if (redraw !== null && byId('time-chart').clientWidth > 0) {
        redraw();
    }
});

/** Shows the counts over time of a field, as a chart and as a table. */
export function showHistogram({ interval, buckets, documents, missing }, field) {
    const first = label(buckets[0]?.start ?? '', interval);
    const last = label(buckets.at(-1)?.start ?? '', interval);
    const summary = buckets.length === 0
        ? `No documents with a time in ${field}.`
        : `${plural(documents, 'document')} with a time in ${field}, by ${interval}, ${first} to ${last}.`;
    byId('time-summary').textContent = missing > 0 ? `${summary} ${plural(missing, 'document')} without a time.` : summary;
    redraw = () => byId('time-chart').replaceChildren(...(buckets.length === 0 ? [] : [chart(buckets, interval, summary)]));
    redraw();
    byId('time-table').replaceChildren(
        element('caption', { class: 'visually-hidden' }, `Documents by ${interval} of ${field}`),
        element('thead', {}, element('tr', {},
            element('th', { scope: 'col' }, interval),
            element('th', { scope: 'col', class: 'number' }, 'documents'))),
        element('tbody', {}, buckets.filter((bucket) => bucket.count > 0).map((bucket) => element('tr', {},
            element('th', { scope: 'row' }, label(bucket.start, interval)),
            element('td', { class: 'number' }, formatCount(bucket.count))))));
}

function chart(buckets, interval, summary) {
    const width = Math.max(280, byId('time-chart').clientWidth);
    const most = Math.max(1, ...buckets.map((bucket) => bucket.count));
    const step = width / buckets.length;
    const area = HEIGHT - BOTTOM - TOP;
    const drawing = svg('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': summary });
    drawing.append(
        svg('line', { class: 'axis', x1: 0, x2: width, y1: TOP, y2: TOP }),
        svg('text', { x: 0, y: TOP - 5 }, formatCount(most)),
        svg('line', { class: 'axis', x1: 0, x2: width, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM }));
    buckets.forEach(({ start, count }, index) => {
        const height = count === 0 ? 0 : Math.max(1, area * count / most);
        const thickness = Math.min(step, 48);
        const bar = svg('rect', {
            class: 'column',
            x: index * step + (step - thickness * 0.84) / 2,
            y: HEIGHT - BOTTOM - height,
            width: thickness * 0.84,
            height,
        });
        bar.append(svg('title', {}, `${label(start, interval)}: ${formatCount(count)}`));
        drawing.append(bar);
    });
    const ticks = [...new Set([0, (buckets.length - 1) >> 1, buckets.length - 1])];
    ticks.forEach((index, position) => drawing.append(svg('text', {
        x: ticks.length === 1 ? width / 2 : position * width / (ticks.length - 1),
        y: HEIGHT - 6,
        'text-anchor': ticks.length === 1 ? 'middle' : ['start', ticks.length === 2 ? 'end' : 'middle', 'end'][position],
    }, label(buckets[index].start, interval))));
    return drawing;
}

function svg(name, attributes, text = '') {
    const created = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
        created.setAttribute(key, value);
    }
    created.append(text);
    return created;
}

// The part of a time in UTC that an interval needs.
function label(time, interval) {
    const length = { century: 4, decade: 4, year: 4, month: 7, week: 10, day: 10 }[interval] ?? 16;
    return time.slice(0, length).replace('T', ' ');
}
