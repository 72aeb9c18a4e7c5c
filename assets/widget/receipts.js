// What the visitor has received and read.
//
// Delivered: the moment it is here. Read: panel open, tab visible, the bubble on screen for a second. A mark covers everything older.
import { state, isSeen, on } from './boot.js';
import { call } from './api.js';
import { keep, recall, tell } from './host.js';
import { received, root, watchBubbles } from './log.js';
import { hasSession } from './session.js';
import { leads } from './stream.js';

const READ_AFTER_MS = 1000;
const BUNDLE_MS = 250;
const onScreen = new Map(); // id -> timer
let bundle = null;
let told = '';

const readId = () => Math.max(state.conversation?.read_id ?? 0, Number(recall('read')) || 0);

const eye = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting, intersectionRect } of entries) {
    const id = Number(target.dataset.id);
    // A bubble taller than the panel counts as soon as it fills most of it.
    if (isIntersecting && intersectionRect.height >= Math.min(24, target.offsetHeight)) { if (!onScreen.has(id)) onScreen.set(id, start(id)); }
    else { clearTimeout(onScreen.get(id)); onScreen.delete(id); }
  }
}, { root, threshold: [0, 0.5, 1] });

watchBubbles((node) => eye.observe(node));

const start = (id) => setTimeout(() => { if (isSeen() && onScreen.has(id)) markRead(id); }, READ_AFTER_MS);

// Opened, or come back to: the second begins now.
export function look() {
  for (const [id, timer] of onScreen) {
    clearTimeout(timer);
    if (id > readId()) onScreen.set(id, start(id));
  }
}

function markRead(id) {
  if (id <= readId()) return;
  keep('read', String(id));
  count();
  report();
}

export function report() {
  bundle ??= setTimeout(() => {
    bundle = null;
    const delivered = Math.max(0, ...received().map((message) => message.id));
    const body = { delivered, read: readId() };
    const mark = JSON.stringify(body);
    if (!hasSession() || !delivered || mark === told) return;
    told = mark;
    call('POST', '/receipts', body).catch(() => { told = ''; });
  }, BUNDLE_MS);
}

export function delivered() {
  if (leads()) report();
}

export function count() {
  const unread = received().filter((message) => message.id > readId()).length;
  tell('unread', { count: unread });
}

on('stored', ({ key }) => { if (key === 'read') count(); });
on('open', look);
document.addEventListener('visibilitychange', look);
