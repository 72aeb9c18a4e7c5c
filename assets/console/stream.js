// What happens, as it happens: listen((kind, data, id) => …) hears every event of the house, and `reset` when a screen
// has to look at everything anew. Tabs share one connection where the browser can (stream-worker.js).
import { connect } from './stream-source.js';

const BAR_AFTER_MS = 2_000;
const DEAF_MS = 60_000;
const LISTEN_EACH_MS = 20_000;
const policy = globalThis.trustedTypes?.createPolicy('shopbell-stream', { createScriptURL: (url) => url });
const home = document.querySelector('[data-event]');
const listeners = new Set();
const leaders = new Set();
let leads = false;
const lines = new Set();
let isLinked = true;
let hasLine = false;
let barTimer = null;
let isArmed = false;
let last = Number(home?.dataset.event ?? 0); // newest event that was heard
let heardAt = Date.now();
let isResting = false;
let send = () => {};

export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Of all tabs of this browser one makes the sounds.
export const isLeader = () => leads;
export function onLead(listener) { leaders.add(listener); }

// Called with true whenever the line begins to stand, the first time too, and with false when it breaks.
export function onLine(listener) { lines.add(listener); }

// A tab that may make a sound is the better leader.
export function arm(isNow) {
  if (isNow !== isArmed) send({ isArmed: isNow });
  isArmed = isNow;
}

// A request got no answer: perhaps the stream is dead as well and has not noticed.
export const doubt = () => { if (isLinked) send({ doubt: true }); };

export const linked = () => isLinked;

function hear(message) {
  heardAt = Date.now();
  if (message.id > last) last = message.id;
  if (message.ping) send({ pong: true });
  else if (message.who) introduce();
  else if ('leads' in message) { leads = message.leads; for (const listener of leaders) listener(leads); }
  else if ('linked' in message) setLinked(message.linked);
  else if (message.out) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  else if (message.kind) for (const listener of listeners) listener(message.kind, message.data, message.id);
}

// A short break is nobody's business; a longer one is said in a bar.
function setLinked(linked) {
  if (linked !== hasLine) {
    hasLine = linked;
    if (home) home.dataset.line = linked ? 'stands' : 'broken';
    for (const listener of lines) listener(linked);
  }
  if (linked === isLinked) return;
  isLinked = linked;
  for (const listener of listeners) listener('link', { linked });
  clearTimeout(barTimer);
  const bar = document.getElementById('netbar');
  if (!bar) return;
  if (linked) bar.hidden = true;
  else barTimer = setTimeout(() => { bar.hidden = false; }, BAR_AFTER_MS);
}

const look = () => ({ isVisible: document.visibilityState === 'visible' && document.hasFocus() });
const introduce = () => send({ seen: last, agent: home.dataset.agent, isArmed, ...look() });

function share() {
  const address = new URL('./stream-worker.js', import.meta.url).href;
  const { port } = new SharedWorker(policy ? policy.createScriptURL(address) : address, { type: 'module', name: `stream of ${home.dataset.agent}` });
  port.addEventListener('message', ({ data }) => hear(data));
  port.start();
  send = (message) => port.postMessage(message);
  introduce();
  // A worker that the browser has ended does not even say that it listens no more.
  const watch = setInterval(() => {
    if (isResting || Date.now() - heardAt < DEAF_MS) return;
    clearInterval(watch);
    send({ bye: true });
    port.close();
    setLinked(false);
    heardAt = Date.now();
    share();
  }, LISTEN_EACH_MS);
}

function listenAlone() {
  leads = true;
  const source = connect({
    agent: home.dataset.agent,
    seen: last,
    tell: (kind, data, id) => hear({ kind, data, id }),
    link: (value) => hear({ linked: value }),
    out: () => hear({ out: true }),
  });
  send = (message) => {
    if (message.nudge || message.isVisible) source.nudge();
    if (message.doubt) source.doubt();
    if (message.bye) source.close();
  };
}

function open() {
  if ('SharedWorker' in globalThis) share();
  else listenAlone();
  document.addEventListener('visibilitychange', () => send(look()));
  addEventListener('focus', () => send(look()));
  addEventListener('blur', () => send(look()));
  addEventListener('online', () => send({ nudge: true }));
  addEventListener('offline', doubt);
  addEventListener('pagehide', () => send({ bye: true }));
  // Kept by the browser and shown again: much may have happened.
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  document.querySelector('[data-act="reconnect"]')?.addEventListener('click', () => send({ nudge: true }));
}

// Hangs up, as if the page were gone; whoever comes back sees everything anew.
export function rest(isNow) {
  if (isNow === isResting || !home) return;
  isResting = isNow;
  if (isNow) send({ bye: true });
  else location.reload();
}

if (home) open();
