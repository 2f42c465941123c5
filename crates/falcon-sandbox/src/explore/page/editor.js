// The editor of the filter: a text area above a copy of its text, which shows the marks.

/**
 * Creates an editor of a text area and of the `pre` element below it. Changes go through the browser's own
 * editing, so that undo and redo include them.
 */
export function createEditor(textarea, backdrop) {
    const layers = new Map();

    const editor = {
        textarea,

        get text() {
            // A half of a surrogate pair has no form in UTF-8.
            return textarea.value.toWellFormed();
        },

        get caret() {
            return textarea.selectionEnd;
        },

        /** Replaces a range, and places the caret after the replacement. */
        replace(start, end, text) {
            textarea.focus();
            textarea.setSelectionRange(start, end);
            const isDone = text === ''
                ? start === end || document.execCommand('delete')
                : document.execCommand('insertText', false, text);
            if (!isDone) {
                textarea.setRangeText(text, start, end, 'end');
                textarea.dispatchEvent(new Event('input'));
            }
        },

        /** Changes the text to another one as one step of undo. */
        change(text) {
            const current = textarea.value;
            if (text === current) {
                return;
            }
            let start = 0;
            while (start < text.length && text[start] === current[start]) {
                start += 1;
            }
            let kept = 0;
            const most = Math.min(text.length, current.length) - start;
            while (kept < most && text.at(-1 - kept) === current.at(-1 - kept)) {
                kept += 1;
            }
            editor.replace(start, current.length - kept, text.slice(start, text.length - kept));
        },

        select(start, end) {
            textarea.focus();
            textarea.setSelectionRange(start, end);
        },

        /** Sets the marks of a layer: objects with `start`, `end` and the class `mark`. */
        mark(layer, marks) {
            layers.set(layer, marks);
            draw();
        },

        /** Returns the rectangle of the character at an offset, in the coordinates of the window. */
        rectangle(offset) {
            const walker = document.createTreeWalker(backdrop, NodeFilter.SHOW_TEXT);
            let rest = offset;
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                if (rest < node.length) {
                    const range = document.createRange();
                    range.setStart(node, rest);
                    range.setEnd(node, rest + 1);
                    return range.getBoundingClientRect();
                }
                rest -= node.length;
            }
            return backdrop.getBoundingClientRect();
        },
    };

    function draw() {
        const marks = [...layers.values()].flat();
        // The space at the end keeps the height of a last empty line, and shows marks at the end of the text.
        const text = textarea.value + ' ';
        backdrop.replaceChildren(...segments(text, marks).map(({ start, end, classes }) => {
            const part = text.slice(start, end);
            if (classes.length === 0) {
                return document.createTextNode(part);
            }
            const span = document.createElement('span');
            span.className = classes.join(' ');
            span.textContent = part;
            return span;
        }));
    }

    // The marks of the previous text move with it until the next ones arrive.
    let length = textarea.value.length;
    textarea.addEventListener('input', () => {
        const delta = textarea.value.length - length;
        const edited = textarea.selectionEnd - Math.max(delta, 0);
        const move = (offset) => Math.max(0, offset >= edited ? offset + delta : offset);
        for (const [layer, marks] of layers) {
            layers.set(layer, marks.map((mark) => ({ ...mark, start: move(mark.start), end: move(mark.end) })));
        }
        length += delta;
        draw();
    });
    draw();
    return editor;
}

/** Splits a text where the marks of its characters change. */
function segments(text, marks) {
    const visible = marks.map((mark) => ({ ...mark, end: Math.max(mark.end, mark.start + 1) }));
    const edges = new Set([0, text.length]);
    for (const { start, end } of visible) {
        edges.add(Math.min(start, text.length));
        edges.add(Math.min(end, text.length));
    }
    const sorted = [...edges].sort((a, b) => a - b);
    return sorted.slice(0, -1).map((start, index) => ({
        start,
        end: sorted[index + 1],
        classes: visible.filter((mark) => mark.start <= start && start < mark.end).map((mark) => mark.mark),
    }));
}
