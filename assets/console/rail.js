// The button in the rail that changes between light and dark. It holds for the agent, on every device.
import './app.js';
import './moved.js';
import { text } from './texts.js';
import { toast } from './toast.js';
import './trouble.js';

const THEMES = ['system', 'light', 'dark'];

for (const button of document.querySelectorAll('[data-act="theme"]')) {
  button.addEventListener('click', () => {
    const root = document.documentElement;
    const theme = THEMES[(THEMES.indexOf(root.dataset.theme ?? 'system') + 1) % THEMES.length];
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    for (const choice of document.querySelectorAll('[name="theme"]')) choice.checked = choice.value === theme;
    toast(text(`theme-${theme}`));
    fetch('/account/theme', { method: 'POST', headers: { 'x-fragment': '1' }, body: new URLSearchParams({ theme }) }).catch(() => {});
  });
}
