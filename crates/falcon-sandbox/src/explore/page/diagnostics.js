// The diagnostics of the filter as a list below the editor.

import { send } from './api.js';
import { byId, displaySafe, element } from './dom.js';
import { fromBytes } from './offsets.js';

/** Shows the diagnostics of a text, with spans in UTF-16. `report` shows errors of requests. */
export function showDiagnostics(editor, diagnostics, omitted, report) {
    const list = byId('diagnostics');
    const fixes = diagnostics.map((diagnostic) => diagnostic.fix).filter(Boolean);
    const items = diagnostics.map((diagnostic) => item(editor, diagnostic, report));
    if (omitted > 0) {
        items.push(element('li', { class: 'muted' }, `${omitted} more`));
    }
    if (fixes.length > 1) {
        items.push(element('li', {}, element('button', {
            type: 'button',
            click: () => editor.change(applyEdits(editor.text, fixes.flat())),
        }, 'Apply all fixes')));
    }
    list.replaceChildren(...items);
    list.hidden = items.length === 0;
}

/** Applies the first fix that ends at or after the caret, or else the last one. */
export function applyFix(editor, diagnostics) {
    const fixable = diagnostics.filter((diagnostic) => diagnostic.fix);
    const chosen = fixable.find((diagnostic) => diagnostic.end >= editor.caret) ?? fixable.at(-1);
    if (chosen) {
        editor.change(applyEdits(editor.text, chosen.fix));
    }
}

/** Applies edits with offsets in bytes; of edits that overlap, the first one. */
export function applyEdits(text, edits) {
    let result = '';
    let position = 0;
    for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
        const start = fromBytes(text, edit.start);
        if (start >= position) {
            result += text.slice(position, start) + edit.replacement;
            position = fromBytes(text, edit.end);
        }
    }
    return result + text.slice(position);
}

function item(editor, diagnostic, report) {
    const { code, severity, message, help, start, end, fix } = diagnostic;
    const explanation = element('pre', { class: 'explanation', id: `explanation-${start}-${code}`, hidden: true });
    const codeButton = element('button', {
        type: 'button',
        class: 'code',
        title: `Explain ${code}`,
        'aria-expanded': 'false',
        'aria-controls': explanation.id,
        click: () => toggleExplanation(code, codeButton, explanation, report),
    }, code);
    return element('li', { class: `diagnostic ${severity}` },
        element('span', { class: 'severity' }, severity),
        codeButton,
        element('button', {
            type: 'button',
            class: 'message',
            title: 'Select in the filter',
            click: () => editor.select(start, end),
        }, displaySafe(message)),
        help ? element('span', { class: 'help' }, displaySafe(`help: ${help}`)) : null,
        fix ? element('button', {
            type: 'button',
            class: 'fix',
            click: () => editor.change(applyEdits(editor.text, fix)),
        }, displaySafe(`Fix: ${describe(editor.text, fix)}`)) : null,
        explanation);
}

function describe(text, fix) {
    return fix.map((edit) => {
        const removed = text.slice(fromBytes(text, edit.start), fromBytes(text, edit.end)).trim();
        const inserted = edit.replacement.trim();
        if (inserted === '') {
            return `remove ${removed || 'white space'}`;
        }
        return removed === '' ? `insert ${inserted}` : `${removed} → ${inserted}`;
    }).join(', ');
}

async function toggleExplanation(code, button, explanation, report) {
    if (explanation.hidden && explanation.textContent === '') {
        try {
            const response = await send(`code ${code}`, `/explore/codes/${code}`);
            if (response === null) {
                return;
            }
            explanation.textContent = response.text;
        } catch (error) {
            report(error);
            return;
        }
    }
    explanation.hidden = !explanation.hidden;
    button.setAttribute('aria-expanded', String(!explanation.hidden));
}
