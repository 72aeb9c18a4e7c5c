// The first run: waits for the first visit, rings the bell, asks for pop-ups.
import { ring } from './chime.js';
import { text } from './texts.js';

const waiting = document.getElementById('waiting');
const PAUSE = 2000;

async function look() {
  try {
    const answer = await fetch('/setup/visit', { headers: { 'x-fragment': '1' } });
    const visit = answer.ok ? await answer.json() : { seen: false };
    if (visit.seen) {
      waiting.hidden = true;
      document.getElementById('seen-from').textContent = visit.origin ?? '';
      document.getElementById('seen').hidden = false;
      return;
    }
  } catch { /* The house restarts; it is asked again. */ }
  setTimeout(look, PAUSE);
}
if (waiting && !waiting.hidden) look();

for (const button of document.querySelectorAll('[data-ring]')) {
  button.hidden = false;
  button.addEventListener('click', () => ring(Number(button.dataset.ring)));
}

const allow = document.querySelector('[data-pop-up]');
if (allow) {
  const state = document.getElementById('pop-up-state');
  const possible = isSecureContext && 'Notification' in window;
  const show = () => {
    const answer = possible ? Notification.permission : 'impossible';
    allow.hidden = answer !== 'default';
    // Where the answer stands, nothing more is asked.
    allow.closest('.setrow').querySelector('.setrow__d').hidden = answer !== 'default';
    state.textContent = answer === 'default' ? '' : text(`pop-up-${answer}`);
    state.className = answer === 'granted' ? 'ok row small' : 'muted row small';
  };
  allow.addEventListener('click', async () => {
    if (await Notification.requestPermission() === 'granted') new Notification(text('pop-up-example'));
    show();
  });
  show();
  document.getElementById('insecure').hidden = isSecureContext;
}
