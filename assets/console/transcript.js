// The sheet of a chat: prints itself, shows the team's comments at a tick, and follows mails that are on their way.
import './times.js';
import { ask, isHtml, morph } from './fragment.js';

const EVERY_MS = 2_000;

const print = document.querySelector('[data-print]');
print.hidden = false;
print.addEventListener('click', () => window.print());
document.querySelector('[data-submits]').addEventListener('change', (event) => event.target.form.submit());

async function look() {
  const mails = document.getElementById('mails');
  if (!mails.querySelector('[data-waits]')) return;
  const answer = await ask(mails.dataset.href).catch(() => null);
  if (answer?.ok && isHtml(answer)) morph(mails, await answer.text());
  setTimeout(look, EVERY_MS);
}
look();
