// Pages seen without an account. All of them work without this.
import './copy.js';
import './once.js';
import './password.js';

if (document.getElementById('trust')) import('./trust.js');

// A menu of languages closes like every other menu.
for (const menu of document.querySelectorAll('details.langmenu')) {
  const summary = menu.querySelector('summary');
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    summary.focus();
  });
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

// What was sent into an ended session waits in this tab for the way back to its form.
const held = JSON.parse(sessionStorage.getItem('form-held') ?? 'null');
const next = document.querySelector('form[action="/sign-in"] [name="next"]');
if (held && next) {
  sessionStorage.setItem('form-held', JSON.stringify({ ...held, isRefused: true }));
  if (!next.value) next.value = held.at;
  document.getElementById('form-held').hidden = false;
}
