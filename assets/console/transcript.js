// The sheet of a chat: prints itself, and shows the team's comments at a tick.
import './times.js';

const print = document.querySelector('[data-print]');
print.hidden = false;
print.addEventListener('click', () => window.print());
document.querySelector('[data-submits]').addEventListener('change', (event) => event.target.form.submit());
