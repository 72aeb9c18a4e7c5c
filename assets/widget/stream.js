// The live stream: Server-Sent Events read by fetch, because the token belongs in a header and never in an address.
//
// One tab per browser holds the stream and passes events on to the others; the lock goes to the next when that tab closes.
// Without locks or channels (lock.js) every tab has a stream of its own. Events are told apart by id, so hearing one twice is harmless.
import { boot, state, emit, noteDark, setDark } from './boot.js';
import { authorization } from './api.js';
import { recall } from './host.js';
import { canLock, isForbidden } from './lock.js';
import { forget, hasSession } from './session.js';

const SILENCE_MS = 35_000;
const BANNER_AFTER_MS = 2_000;
const NAME = `shopbell:stream:${boot.site}`;
let others = canLock ? new BroadcastChannel(NAME) : null;

let isWanted = false;
let isLeader = false;
let lastId = null;
let heardAt = 0;
let stop = null;
let wake = null;
let leaveQueue = null;
let bannerTimer = null;

export function follow() {
  if (isWanted || !hasSession()) return;
  isWanted = true;
  heardAt = Date.now();
  if (others) stand();
  else run();
}

export function unfollow() {
  isWanted = false;
  lastId = null;
  leaveQueue?.abort();
  stop?.abort();
  wake?.();
}

// Wanted now: the network is back, the tab is visible again, or a message has just gone out.
export function nudge() {
  wake?.();
  if (isLeader && Date.now() - heardAt > SILENCE_MS) stop?.abort();
}

export const leads = () => isLeader || !others;

// A leader that has gone quiet (a frozen tab) is deposed by whichever tab is looked at.
function stand(steal = false) {
  const mine = new AbortController();
  leaveQueue?.abort();
  leaveQueue = mine;
  navigator.locks.request(NAME, steal ? { steal } : { signal: mine.signal }, async () => { isLeader = true; await run(); })
    .catch((error) => {
      if (isLeader) stop?.abort();
      else if (isForbidden(error)) goAlone();
    })
    .finally(() => {
      if (leaveQueue !== mine) return;
      isLeader = false;
      if (isWanted && others) stand();
    });
}

function goAlone() {
  others.close();
  others = null;
  if (isWanted) run();
}

others?.addEventListener('message', ({ data }) => {
  heardAt = Date.now();
  if (data.linked !== undefined) { setLinked(data.linked); setDark(data.dark); }
  if (data.isResumed === false) emit('stream', data);
  if (data.id) lastId = data.id;
  if (data.event) emit(data.event, data.body);
});

setInterval(() => {
  const isSilent = Date.now() - heardAt > SILENCE_MS;
  if (!isWanted || !isSilent || document.visibilityState !== 'visible') return;
  if (isLeader || !others) stop?.abort();
  else { heardAt = Date.now(); stand(true); }
}, 5_000);

async function run() {
  for (let tries = 0; isWanted && (isLeader || !others);) {
    const token = recall('token');
    let wait = 0;
    try {
      await read(() => { tries = 0; });
    } catch (error) {
      if (error.status === 401) { forget(token); return; }
      wait = error.wait ?? 0;
    }
    if (!isWanted) return;
    bannerTimer ??= setTimeout(() => announce(false), BANNER_AFTER_MS);
    const pause = wait || Math.random() * Math.min(500 * 2 ** tries++, 30_000) + 200;
    await new Promise((resolve) => { const timer = setTimeout(resolve, pause); wake = () => { clearTimeout(timer); resolve(); }; });
  }
}

async function read(onOpen) {
  stop = new AbortController();
  const headers = { ...authorization(), Accept: 'text/event-stream', ...(lastId && { 'Last-Event-ID': lastId }) };
  heardAt = Date.now();
  const watch = setInterval(() => { if (Date.now() - heardAt > SILENCE_MS) stop.abort(); }, 5_000);
  try {
    const response = await fetch('/api/v1/visitor/events', { headers, signal: stop.signal, cache: 'no-store', credentials: 'omit' });
    noteDark(response);
    if (!response.ok) throw { status: response.status, wait: Number(response.headers.get('Retry-After')) * 1000 };
    onOpen();
    const isResumed = lastId !== null;
    announce(true, isResumed);
    emit('stream', { isResumed });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heardAt = Date.now();
      others?.postMessage({});
      const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop();
      blocks.forEach(take);
    }
  } finally {
    clearInterval(watch);
    stop.abort();
  }
}

function take(block) {
  const fields = { event: 'message', data: '' };
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+):? ?(.*)$/.exec(line) ?? [];
    if (name) fields[name] = name === 'data' && fields.data ? `${fields.data}\n${value}` : value;
  }
  if (fields.id) lastId = fields.id;
  if (!fields.data) return;
  let body;
  try { body = JSON.parse(fields.data); } catch { return; }
  others?.postMessage({ id: lastId, event: fields.event, body });
  emit(fields.event, body);
}

function announce(linked, isResumed) {
  clearTimeout(bannerTimer);
  bannerTimer = null;
  setLinked(linked);
  others?.postMessage({ linked, isResumed, dark: state.dark });
}

function setLinked(linked) {
  if (state.linked === linked) return;
  state.linked = linked;
  emit('linked');
}
