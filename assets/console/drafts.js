// Drafts by chat and by what they are: in this browser a moment after a key, on the server a few seconds after the last,
// so that they are there on another computer too.
import { ask } from './fragment.js';
import { keep, recall } from './store.js';

const HERE_MS = 300;
const SERVER_MS = 3_000;
const timers = new Map();

// Under which name this browser keeps it.
export const nameOf = (chat, mode) => `draft:${chat}:${mode}`;

// What was typed here and not sent; null when this browser knows of nothing.
export const recallDraft = (chat, mode) => recall(nameOf(chat, mode));

// Whether something was typed here of which not even this browser knows yet.
export const isPending = (chat, mode) => timers.has(`here:${chat}:${mode}`);

function later(name, ms, act) {
  clearTimeout(timers.get(name)?.timer);
  timers.set(name, { act, timer: setTimeout(() => { timers.delete(name); act(); }, ms) });
}

function toServer(chat, text) {
  ask(`/console/${chat}/draft`, { method: 'POST', body: new URLSearchParams({ text }), keepalive: true }).catch(() => {});
}

export function keepSoon(chat, mode, text) {
  later(`here:${chat}:${mode}`, HERE_MS, () => keep(nameOf(chat, mode), text));
  // A comment's draft stays in this browser.
  if (mode === 'reply') later(`server:${chat}`, SERVER_MS, () => toServer(chat, text));
}

export function keepNow(chat, mode, text) {
  if (!chat) return;
  const name = `here:${chat}:${mode}`;
  clearTimeout(timers.get(name)?.timer);
  timers.delete(name);
  keep(nameOf(chat, mode), text);
  const server = timers.get(`server:${chat}`);
  if (server && mode === 'reply') {
    clearTimeout(server.timer);
    timers.delete(`server:${chat}`);
    toServer(chat, text);
  }
}

// Another tab of this browser has newer words: what was still to be kept of older ones is kept no more.
export function yieldTo(chat, mode) {
  for (const name of [`here:${chat}:${mode}`, ...(mode === 'reply' ? [`server:${chat}`] : [])]) {
    clearTimeout(timers.get(name)?.timer);
    timers.delete(name);
  }
}

// It was sent: the server forgets its copy by itself.
export function forget(chat, mode) {
  yieldTo(chat, mode);
  keep(nameOf(chat, mode), null);
}
