// The bell: who is new rings, and rings again until somebody takes them; one tab of a browser makes the sound.
//
// Browsers keep a page silent until the first click or key on it, whatever a setting says. So the true state is always on
// the screen, and the first click wakes the bell.
import { popUpByWorker, sweep } from './app.js';
import { call, chime, isAwake, wake } from './chime.js';
import { el, icon } from './dom.js';
import { currentChat, list, mineIds, nameOf, onList, previewOf, toggleWait, waitingIds } from './list.js';
import { arm, isLeader, listen, onLead } from './stream.js';
import { keep, recall } from './store.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const AGAIN_MS = [30_000, 60_000]; // after the first ring, then each minute
const SOFT = 0.5;
const RINGERS = '[data-act="test-bell"], [data-act="sound"]';
const canPopUp = isSecureContext && 'Notification' in window;
const railButton = document.querySelector('[data-act="sound"]');
const popUps = new Map(); // chat -> its notification

let known = null; // chats that waited when the list was last looked at
let againTimer = null;
let rung = 0;

const volume = () => Number(document.getElementById('bell-state')?.dataset.volume ?? 0);
const isMuted = () => recall('muted') === 'yes';
const isOffByAgent = () => isMuted() || volume() === 0;
const isInFront = () => document.hasFocus() && !document.hidden;
const isServing = () => !document.querySelector('#availability > summary .dot--off');

// ── State, as it is ────────────────────────────────────────────────────────

function show() {
  const chip = document.getElementById('bell-state');
  const state = isOffByAgent() ? 'off' : isAwake() ? 'ready' : 'blocked';
  if (chip) {
    chip.hidden = state === 'ready';
    chip.dataset.state = state;
    chip.querySelector('span').textContent = text(state === 'off' ? 'bell-by-you' : 'bell-blocked');
  }
  railButton?.setAttribute('aria-pressed', !isMuted());
  railButton?.querySelector('use')?.setAttribute('href', `${railButton.querySelector('use').getAttribute('href').split('#')[0]}#i-${isOffByAgent() ? 'volume-x' : 'volume-2'}`);
  arm(state === 'ready');
}

function woken(isHeard) {
  // Heard once, softly: so the agent knows what to listen for.
  if (isHeard && !isOffByAgent()) chime(volume() * SOFT, 1);
  show();
  if (waitingIds().length > 0) begin();
  hint();
}

// Any touch wakes it, not the first alone: a computer that slept, or a headset pulled out, silences it again.
let isAsleep = true;
function touched(event) {
  if (isAwake()) return;
  isAsleep = true;
  // Who presses what rings hears it anyhow.
  const isRinging = Boolean(event.target.closest?.(RINGERS));
  wake(() => {
    if (isAsleep) woken(!isRinging);
    isAsleep = false;
  });
}
for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, touched, true);
document.addEventListener('visibilitychange', show);
// What was pushed meanwhile is on the screen now.
const swept = () => { if (!document.hidden) sweep().catch(() => {}); };
document.addEventListener('visibilitychange', swept);

railButton?.addEventListener('click', () => {
  keep('muted', isMuted() ? null : 'yes');
  show();
  if (volume() === 0) toast(text('bell-off'));
  else if (isMuted()) toast(text('bell-muted'));
  else { chime(volume(), 1); toast(text('bell-on')); }
});

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-act="test-bell"], [data-act="arm"]');
  if (!button) return;
  const wasMuted = isMuted();
  if (wasMuted) { keep('muted', null); show(); }
  if (volume() === 0) toast(text('bell-off'));
  // The click that wakes the bell strikes it softly by itself.
  else if (button.dataset.act === 'test-bell') wake(() => { chime(volume()); show(); toast(text('tested')); });
  else if (wasMuted) { chime(volume() * SOFT, 1); toast(text('bell-on')); }
});

// ── Ringing ────────────────────────────────────────────────────────────────

export function strike(strikes = 2) {
  if (!isLeader() || isOffByAgent() || !isServing()) return;
  chime(volume(), strikes);
  if (strikes > 1) document.querySelector('.nextchat')?.classList.add('is-ringing');
}

// A colleague asks one into a chat: another sound, and a pop-up of the system when nobody looks at this page.
export function summon(words, body, tag) {
  if (isLeader() && !isOffByAgent()) call(volume());
  if (!canPopUp || Notification.permission !== 'granted' || !isLeader() || isInFront()) return;
  pop(words, { body, tag });
}

function begin() {
  clearTimeout(againTimer);
  rung = 0;
  again();
}

function again() {
  againTimer = setTimeout(() => {
    if (waitingIds().length === 0) return;
    strike();
    rung += 1;
    again();
  }, AGAIN_MS[Math.min(rung, AGAIN_MS.length - 1)]);
}

// The list was drawn anew: who is new, and who waits no more?
function look() {
  const now = waitingIds();
  const fresh = known === null ? [] : now.filter((chat) => !known.has(chat));
  known = new Set(now);
  for (const [chat, shown] of popUps) if (!known.has(chat)) { shown.close(); popUps.delete(chat); }
  if (now.length === 0) clearTimeout(againTimer);
  if (fresh.length > 0) {
    strike();
    begin();
    for (const chat of fresh) popUp(chat);
  }
  show();
}

onList(look);
onLead((leads) => { if (leads && waitingIds().length > 0) begin(); });

// A colleague has named oneself in a comment.
listen((kind, data) => {
  if (kind !== 'comment' || !data.mentions?.includes(Number(document.getElementById('main').dataset.agent))) return;
  if (isInFront() && currentChat() === data.conversation_id) return;
  strike(1);
  const words = text('mentioned', { name: data.author.name });
  toast(words);
  if (!canPopUp || Notification.permission !== 'granted' || !isLeader() || isInFront()) return;
  pop(words, { body: data.text, tag: `shopbell-m-${data.id}` }, () => document.querySelector(`#mentions [data-entry="${data.id}"]`)?.click());
});

listen((kind, data) => {
  if (kind !== 'message' || data.author?.kind !== 'visitor') return;
  const chat = data.conversation_id;
  if (!mineIds().includes(chat)) return;
  // What one is looking at needs no sound.
  if (isInFront() && currentChat() === chat) return;
  strike(1);
});

// A page pops up by itself, but for telephones, where only its worker may.
function pop(title, options, click) {
  try {
    const shown = new Notification(title, options);
    shown.addEventListener('click', () => { window.focus(); shown.close(); click?.(); });
    return shown;
  } catch {
    popUpByWorker(title, options).catch(() => {});
    return null;
  }
}

// ── Pop-ups ────────────────────────────────────────────────────────────────

function popUp(chat) {
  if (!canPopUp || Notification.permission !== 'granted' || !isLeader() || isInFront()) return;
  const options = { body: previewOf(chat), tag: `shopbell-${chat}`, data: { chat } };
  const shown = pop(text('rings-one', { name: nameOf(chat) }), options, () => {
    document.getElementById('main').dataset.mobile = 'list';
    toggleWait(true);
  });
  if (shown) popUps.set(chat, shown);
}

// One question, once, after a click; and what this address cannot do, said once.
function hint() {
  const place = document.getElementById('hints');
  if (!place) return;
  const say = (name, words, ...deeds) => {
    if (recall(`hint:${name}`)) return false;
    const gone = () => { keep(`hint:${name}`, 'told'); place.replaceChildren(); };
    place.replaceChildren(el('div', { class: 'notice notice--info xs', role: 'status' }, el('span', { class: 'grow' }, words), ...deeds.map((deed) => deed(gone)),
      el('button', { type: 'button', class: 'iconbtn iconbtn--sm', 'aria-label': text('hint-away'), title: text('hint-away'), click: gone }, icon('x', 'xs'))));
    return true;
  };
  if (!isSecureContext) {
    // Where the house has HTTPS of its own, the way there.
    const ways = 'trust' in document.getElementById('main').dataset ? [() => el('a', { class: 'btn btn--sm', href: '/trust' }, text('insecure-way'))] : [];
    say('insecure', text('insecure'), ...ways);
    return;
  }
  if (!canPopUp) return;
  if (Notification.permission === 'default') {
    say('pop-ups', text('pop-ups-ask'), (gone) => el('button', {
      type: 'button', class: 'btn btn--sm', click: () => Notification.requestPermission().then((answer) => { gone(); if (answer === 'denied') say('denied', text('pop-ups-denied')); }),
    }, text('pop-ups-allow')));
  }
}

export function start() {
  swept();
  wake(() => woken(false));
  show();
  if (waitingIds().length > 0) begin();
  // The list is what says who waits; a tab that sleeps long looks again when it wakes.
  list()?.addEventListener('animationend', (event) => event.target.closest?.('.nextchat')?.classList.remove('is-ringing'));
}
