// The colors: those of the system, light or dark.

import { byId } from './dom.js';

const THEMES = ['system', 'light', 'dark'];

export function startTheme() {
    const button = byId('theme');
    let theme = stored();
    const show = () => {
        if (theme === 'system') {
            delete document.documentElement.dataset.theme;
        } else {
            document.documentElement.dataset.theme = theme;
        }
        button.textContent = `Colors: ${theme}`;
    };
    button.addEventListener('click', () => {
        theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
        store(theme);
        show();
    });
    show();
}

// A browser may refuse to store anything.
function stored() {
    try {
        const theme = localStorage.getItem('theme');
        return THEMES.includes(theme) ? theme : 'system';
    } catch {
        return 'system';
    }
}

function store(theme) {
    try {
        localStorage.setItem('theme', theme);
    } catch {
        // The theme then lasts until the page is closed.
    }
}
