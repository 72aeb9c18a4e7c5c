// The console as an app of its own: its worker, its place on the home screen, and what the worker tells the page.
import { rest } from './stream.js';
import { text } from './texts.js';

const REST_AFTER_MS = 5_000;
const policy = globalThis.trustedTypes?.createPolicy('shopbell-app', { createScriptURL: (url) => url });
const worker = isSecureContext ? navigator.serviceWorker : undefined;
const opens = new Set();
let offer = null;
let isTold = false;

// The worker's registration; null where there can be none.
export const registration = worker
  ? (() => {
    const address = '/service-worker.js';
    return worker.register(policy ? policy.createScriptURL(address) : address).then(() => worker.ready, () => null);
  })()
  : Promise.resolve(null);

// What the worker says while the house is out of reach, in the language of this page.
async function leaveWords() {
  if (!worker || !document.getElementById('texts')) return;
  const words = { lang: document.documentElement.lang, title: text('away-title'), body: text('away-body'), again: text('away-again') };
  const kept = await caches.open('shopbell-words');
  await kept.put('/away-words', new Response(JSON.stringify(words)));
}
leaveWords().catch(() => {});

export async function subscription() {
  const found = await registration;
  return (await found?.pushManager?.getSubscription()) ?? null;
}

// Called with a chat when its notification was clicked.
export function onOpen(listener) { opens.add(listener); }
worker?.addEventListener('message', ({ data }) => { if (data?.open) for (const listener of opens) listener(data.open); });

// Takes away what was pushed while nobody looked.
export async function sweep() {
  const found = await registration;
  for (const shown of await found?.getNotifications() ?? []) shown.close();
}

// Pops up by the worker, where a page may not do so itself.
export async function popUpByWorker(title, options) {
  const found = await registration;
  await found?.showNotification(title, options);
}

// A telephone lays a hidden page to sleep without a word and keeps its line open. So the page hangs up by itself where
// the worker tells on.
let resting = null;
subscription().then((found) => { isTold = Boolean(found); }, () => {});
document.addEventListener('visibilitychange', () => {
  clearTimeout(resting);
  if (!document.hidden) rest(false);
  else if (isTold && matchMedia('(hover: none)').matches) resting = setTimeout(() => rest(true), REST_AFTER_MS);
});

// ── On the home screen ─────────────────────────────────────────────────────

const place = () => document.getElementById('install-here');
addEventListener('beforeinstallprompt', (event) => {
  if (!place()) return;
  event.preventDefault();
  offer = event;
  place().hidden = false;
});
addEventListener('appinstalled', () => { if (place()) place().hidden = true; });
document.addEventListener('click', (event) => {
  if (!event.target.closest?.('[data-act="install"]') || !offer) return;
  offer.prompt();
  offer = null;
  place().hidden = true;
});
