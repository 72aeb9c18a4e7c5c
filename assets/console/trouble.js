// What is wrong with the house, above every screen of an admin's: asked for when the page comes, when the stream tells of
// it, and where no stream is, each minute that somebody looks.
import { ask, isHtml, morph } from './fragment.js';
import { isLeader, listen } from './stream.js';

const AGAIN_MS = 60_000;
const place = () => document.getElementById('troubles');
const known = new Set();

async function look(tells) {
  try {
    const answer = await ask('/admin/house/banner');
    if (answer.ok && isHtml(answer) && place()) morph(place(), await answer.text());
  } catch {
    return; // It is looked again soon, and a broken line has a bar of its own.
  }
  for (const banner of place().querySelectorAll('[data-trouble]')) {
    if (known.has(banner.dataset.trouble)) continue;
    known.add(banner.dataset.trouble);
    if (tells) pop(banner);
  }
}

function pop(banner) {
  const mayPop = isSecureContext && 'Notification' in window && Notification.permission === 'granted';
  if (!mayPop || !isLeader() || (document.hasFocus() && !document.hidden)) return;
  const shown = new Notification(banner.querySelector('b').textContent, { tag: `shopbell-trouble-${banner.dataset.trouble}` });
  shown.addEventListener('click', () => { window.focus(); shown.close(); });
}

if (place()) {
  look(false);
  listen((kind, data) => {
    if (kind === 'reset') look(true);
    if (kind === 'house') look(data.what === 'trouble');
  });
  if (!document.querySelector('[data-event]')) setInterval(() => { if (!document.hidden) look(false); }, AGAIN_MS);
  document.addEventListener('submit', (event) => {
    if (!event.target.closest('#troubles')) return;
    event.preventDefault();
    const form = event.target;
    form.closest('.banner').remove();
    ask(form.action, { method: 'POST' }).finally(() => look(false));
  });
}
