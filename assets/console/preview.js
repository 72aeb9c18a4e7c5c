// What the customer is typing, before it is sent: it comes while this chat is in front of somebody, stands below the log
// as what it is, and is kept nowhere.
import { el } from './dom.js';
import { ask } from './fragment.js';
import { currentChat } from './list.js';
import * as log from './log.js';
import { onLine } from './stream.js';
import { text } from './texts.js';

const LOOK_AGAIN_MS = 7_000;
const LASTS_MS = 8_000;
const SAID_AFTER_MS = 2_000; // of rest; a screen reader is not told of every letter
const SAID_EACH_MS = 10_000;

const pane = () => document.getElementById('conv');
const place = el('p', { class: 'sr-only', role: 'status' });
let looked = null; // the chat of which the house knows that it is in front of us
let timer = null;
let end = null;
let saying = null;
let saidAt = 0;

document.body.append(place);

// ── That this chat is in front of somebody ─────────────────────────────────

async function tell(chat, open) {
  const told = await ask(`/api/v1/agent/conversations/${chat}/look`, {
    method: 'POST', keepalive: !open, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ open }),
  });
  // Switched off meanwhile, or the chat is somebody else's.
  if (open && told.ok && !(await told.json()).preview && chat === currentChat()) delete pane().dataset.preview;
}

export function look() {
  clearTimeout(timer);
  const chat = pane()?.hasAttribute('data-preview') && !document.hidden ? currentChat() : null;
  if (looked !== null && looked !== chat) tell(looked, false).catch(() => { /* It is over by itself. */ });
  looked = chat;
  if (chat === null) return;
  tell(chat, true).catch(() => { /* Said again in a moment. */ });
  timer = setTimeout(look, LOOK_AGAIN_MS);
}

// Another chat is in the page.
export function begin() {
  gone();
  look();
}

document.addEventListener('visibilitychange', look);
// What the customer's browser answers with comes down the line.
onLine((stands) => { if (stands) look(); });
addEventListener('pagehide', () => { if (looked !== null) tell(looked, false).catch(() => {}); });

// ── What is shown ──────────────────────────────────────────────────────────

function gone() {
  clearTimeout(end);
  clearTimeout(saying);
  place.textContent = '';
  log.stopTyping();
}

export function show(words) {
  if (!words) { gone(); return; }
  clearTimeout(end);
  end = setTimeout(gone, LASTS_MS);
  log.atEnd((tail) => {
    const old = tail.querySelector('[data-typing] .bubble--ahead');
    if (old) { old.textContent = words; return; }
    log.stopTyping();
    tail.append(el('article', { class: 'msg msg--in', 'data-typing': true, 'aria-live': 'off' }, el('span'),
      el('div', { class: 'msg__body' },
        el('div', { class: 'bubble bubble--ahead', dir: 'auto' }, words),
        el('div', { class: 'msg__meta' }, text('preview-not-sent')))));
  });
  clearTimeout(saying);
  saying = setTimeout(() => {
    saidAt = Date.now();
    place.textContent = text('preview-says', { text: words });
  }, Math.max(SAID_AFTER_MS, saidAt + SAID_EACH_MS - Date.now()));
}
