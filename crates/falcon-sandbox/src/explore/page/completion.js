// Completion of the filter at the caret: a list box that the text area controls.

import { cancel, send } from './api.js';
import { announce, badge, byId, displaySafe, element, plural, shorten } from './dom.js';
import { fromBytes, toBytes } from './offsets.js';

/** Adds completion to an editor. `collection` returns the name of the collection, `report` shows errors. */
export function addCompletion(editor, collection, report) {
    const { textarea } = editor;
    const list = byId('proposals');
    let proposals = [];
    let range = null;
    let active = -1;
    let isOutdated = false;
    let isAwaited = false;

    async function ask(isExplicit) {
        const text = editor.text;
        const caret = editor.caret;
        const body = { collection: collection(), filter: text, position: toBytes(text, caret) };
        try {
            const response = await send('complete', '/explore/complete', body);
            if (response === null || editor.text !== text || editor.caret !== caret) {
                return;
            }
            const start = fromBytes(text, response.start);
            const end = fromBytes(text, response.end);
            if (response.proposals.length === 0 || (!isExplicit && !isWanted(response.proposals, text.slice(start, end)))) {
                close();
                if (isExplicit) {
                    announce('no proposals');
                }
                return;
            }
            open(response.proposals, start, end);
        } catch (error) {
            close();
            report(error);
        }
    }

    function open(found, start, end) {
        proposals = found;
        isOutdated = false;
        range = { start, end };
        list.replaceChildren(...found.map(option));
        list.hidden = false;
        list.scrollTop = 0;
        textarea.setAttribute('aria-expanded', 'true');
        place(start);
        activate(0);
        if (isAwaited) {
            accept(0);
            return;
        }
        announce(plural(found.length, 'proposal'));
    }

    function option(proposal, index) {
        return element('li', {
            id: `proposal-${index}`,
            role: 'option',
            'aria-selected': 'false',
            // Without the default the text area keeps the focus.
            mousedown: (event) => event.preventDefault(),
            click: () => accept(index),
        },
        element('span', { class: 'proposal-label' }, displaySafe(shorten(proposal.label, 80))),
        element('span', { class: 'proposal-detail' }, proposal.detail ?? ''),
        proposal.grade ? badge(proposal.grade) : null);
    }

    // Below the character where the replaced text starts, and inside of the window.
    function place(offset) {
        const anchor = editor.rectangle(offset);
        const frame = list.offsetParent.getBoundingClientRect();
        const left = Math.max(0, Math.min(anchor.left - frame.left, frame.width - list.offsetWidth));
        list.style.left = `${left}px`;
        list.style.top = `${anchor.bottom - frame.top + 4}px`;
    }

    function activate(index) {
        list.children[active]?.setAttribute('aria-selected', 'false');
        active = index;
        const chosen = list.children[active];
        chosen.setAttribute('aria-selected', 'true');
        chosen.scrollIntoView({ block: 'nearest' });
        textarea.setAttribute('aria-activedescendant', chosen.id);
    }

    // After a key the list remains until the next response. What is accepted in between is the first proposal
    // of that response.
    function accept(index) {
        if (isOutdated) {
            isAwaited = true;
            return;
        }
        const { start, end } = range;
        const { insert } = proposals[index];
        close();
        editor.replace(start, end, insert);
    }

    // The response of a running request does not open the list again.
    function close() {
        cancel('complete');
        hide();
    }

    function hide() {
        list.hidden = true;
        proposals = [];
        active = -1;
        textarea.setAttribute('aria-expanded', 'false');
        textarea.removeAttribute('aria-activedescendant');
    }

    function move(step) {
        activate((active + step + proposals.length) % proposals.length);
    }

    const keys = {
        ArrowDown: () => move(1),
        ArrowUp: () => move(-1),
        PageDown: () => activate(Math.min(active + 8, proposals.length - 1)),
        PageUp: () => activate(Math.max(active - 8, 0)),
        Enter: () => accept(active),
        Tab: () => accept(active),
        Escape: close,
    };

    textarea.addEventListener('keydown', (event) => {
        if (event.key === ' ' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            ask(true);
        } else if (!list.hidden && keys[event.key] && !event.shiftKey && !event.ctrlKey && !event.altKey) {
            event.preventDefault();
            event.stopImmediatePropagation();
            keys[event.key]();
        }
    });
    textarea.addEventListener('input', (event) => {
        isOutdated = true;
        isAwaited = false;
        if (event.inputType === 'insertText' || (event.inputType?.startsWith('delete') && !list.hidden)) {
            ask(false);
        } else {
            close();
        }
    });
    window.addEventListener('resize', () => {
        if (!list.hidden) {
            place(range.start);
        }
    });
    textarea.addEventListener('blur', close);
    textarea.addEventListener('click', close);
    document.addEventListener('selectionchange', () => {
        // While one types, the next response is on its way.
        if (!list.hidden && (editor.caret < range.start || editor.caret > range.end + 1)) {
            hide();
        }
    });
}

// A list that opens by itself must not be in the way of Enter: not after a complete clause, and not if
// nothing is left to complete.
function isWanted(proposals, replaced) {
    const isComplete = proposals.length === 1 && proposals[0].insert === replaced;
    return !isComplete && proposals.some((proposal) => proposal.kind !== 'connective');
}
