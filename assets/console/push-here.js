// Whether this browser tells its agent what happens with no window open: asked for by a click, and by nothing else.
import { registration, subscription } from './app.js';
import { ask } from './fragment.js';

const row = document.getElementById('push-here');
const state = row.querySelector('[data-push-state]');
const button = row.querySelector('[data-act="push-allow"]');
const say = (words) => { state.textContent = words; };

const post = (path, fields) => ask(path, { method: 'POST', body: new URLSearchParams(fields) });

async function allow() {
  if (await Notification.requestPermission() !== 'granted') { say(row.dataset.denied); return; }
  const found = await registration;
  const answer = await post('/account/push/key', {});
  if (!found || !answer.ok) { say(row.dataset.failed); return; }
  const { key } = await answer.json();
  // One that was bound to another house's key is of no use.
  await (await subscription())?.unsubscribe();
  const made = await found.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  const kept = await post('/account/push', { endpoint, ...keys });
  if (!kept.ok) { say(row.dataset.failed); return; }
  location.assign('/account?saved=push#push');
  if (location.hash === '#push' && location.search.includes('saved=push')) location.reload();
}

button.addEventListener('click', async () => {
  button.disabled = true;
  try { await allow(); } catch { say(row.dataset.failed); }
  button.disabled = false;
});

for (const form of document.querySelectorAll('[data-push-remove]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try { await (await subscription())?.unsubscribe(); } catch { /* It is told no more in any case. */ }
    form.submit();
  });
}

async function look() {
  if (!isSecureContext) { say(row.dataset.insecure); return; }
  if (!('PushManager' in window) || !('serviceWorker' in navigator)) { say(row.dataset.unable); return; }
  const own = await subscription();
  const isTold = 'told' in row.dataset;
  if (isTold && own) return;
  // Whoever signs in here anew has not allowed it yet.
  if (own) await own.unsubscribe();
  if (Notification.permission === 'denied') { say(row.dataset.denied); return; }
  if (isTold) say(row.dataset.lost);
  button.hidden = false;
}
look();
