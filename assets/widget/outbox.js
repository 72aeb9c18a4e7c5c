// What the visitor has sent and the server has not yet confirmed.
//
// Every message has a key of our own and stays in storage under it until the server answers 2xx or a final 4xx. A broken
// connection leaves its fate unknown, so the same request goes out again with the same key: delivered once, whatever happens.
import { state, emit, newKey } from './boot.js';
import { call, upload } from './api.js';
import { keep, recall, recallAll } from './host.js';
import { begin, details, forget, hasSession } from './session.js';
import { stash, unstash } from './stash.js';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
const items = new Map();
let isPumping = false;
let wake = null;

export const waiting = () => [...items.values()];

export function restore() {
  const found = recallAll('q:').map(([, value]) => JSON.parse(value)).sort((a, b) => a.at - b.at);
  for (const item of found) if (!items.has(item.key)) items.set(item.key, item);
  pump();
}

// A file is {blob, name, kind}; once uploaded it has an `id` and needs its bytes no more.
export function send(text, files = [], isOffline = false) {
  const item = { key: newKey(), text, files, isOffline, at: Date.now() };
  files.forEach((file, n) => stash(`${item.key}:${n}`, file.blob));
  items.set(item.key, item);
  save(item);
  emit('queued', item);
  if (waiting().some((other) => other.hasNoRoom)) hurry();
  pump();
  return item;
}

export function retry(key) {
  const item = items.get(key);
  if (!item) return;
  delete item.failed;
  delete item.isAnew;
  save(item);
  emit('queue', item);
  pump();
}

// The shop is back and has what was kept for it: the same request again tells under which id.
export function release() {
  for (const item of waiting().filter((other) => other.kept || other.hasNoRoom)) {
    delete item.kept;
    delete item.hasNoRoom;
    save(item);
  }
  pump();
}

export function discard(key) {
  const item = items.get(key);
  if (!item) return;
  drop(item);
  item.stop?.();
  emit('dropped', key);
}

function drop(item) {
  items.delete(item.key);
  keep(`q:${item.key}`, null);
  item.files.forEach((_, n) => stash(`${item.key}:${n}`, null));
}

// An own message can come down the stream before its answer: then the waiting bubble has done its work.
export const inFlight = (text) => waiting().find((item) => (item.isSending || item.kept) && item.text === text);

export function hurry() {
  wake?.();
}

function save(item) {
  const files = item.files.map(({ id, name, kind, size, type, ms, levels }) => ({ id, name, kind, size, type, ms, levels }));
  keep(`q:${item.key}`, JSON.stringify({ ...item, files, isSending: undefined, hasNoRoom: undefined, stop: undefined }));
}

async function pump() {
  if (isPumping) return;
  isPumping = true;
  let tries = 0;
  for (let item; (item = next());) {
    try {
      await deliver(item);
      tries = 0;
      setLinked(true);
    } catch (error) {
      item.isSending = false;
      if (!items.has(item.key)) continue;
      if (error.isFinal || error.isLost) {
        item.failed = error.isLost ? 'lost' : error.message || 'refused';
        item.status = error.status;
        if (!error.isLost) save(item); // Another tab may still have the bytes.
        emit('queue', item);
        continue;
      }
      if (error.status === 401) { forget(recall('token')); if (tries++ < 2) continue; }
      if (error.status === 0) setLinked(false);
      emit('queue', item);
      if (state.dark && item.files.length && !item.hasNoRoom) {
        item.hasNoRoom = true;
        if (next() !== item) continue;
      }
      const pause = Math.random() * Math.min(FIRST_PAUSE_MS * 2 ** tries++, LONGEST_PAUSE_MS) + 250;
      await (error.wait && !item.hasNoRoom ? sleep(error.wait) : nap(error.wait || pause));
    }
  }
  isPumping = false;
}

// While the shop is dark there may be no room for a file; words need not wait behind one.
function next() {
  const due = waiting().filter((item) => !item.failed && !item.kept);
  return (state.dark && due.find((item) => !item.hasNoRoom)) || due[0];
}

async function deliver(item) {
  item.isSending = true;
  if (!hasSession()) await begin(item.isOffline);
  for (const [n, file] of item.files.entries()) {
    file.blob ??= await unstash(`${item.key}:${n}`);
    if (file.id) continue;
    // A reload takes the bytes with it where the browser keeps none. The words stay, and the visitor is told to choose the file again.
    if (!file.blob) throw Object.assign(new Error(), { isLost: true });
    const query = new URLSearchParams({ name: file.name, kind: file.kind, ...(file.ms && { duration_ms: file.ms, levels: file.levels }) });
    file.id = (await upload(`/files?${query}`, file.blob, (share) => emit('progress', { key: item.key, share }), (stop) => { item.stop = stop; })).id;
    save(item);
  }
  const body = { text: item.text, consent: details().consented || undefined, ...(item.files.length && { attachments: item.files.map((file) => file.id) }) };
  let answer;
  try {
    answer = await call('POST', '/messages', body, { 'Idempotency-Key': item.key });
  } catch (error) {
    // What was put up days ago, or in a session that is over, is not there any more: the bytes go up once again.
    if (error.code !== 'unknown-attachment' || item.isAnew) throw error;
    item.isAnew = true;
    for (const file of item.files) delete file.id;
    return deliver(item);
  }
  if (answer.kept) {
    item.kept = true;
    item.isSending = false;
    save(item);
    return emit('queue', item);
  }
  drop(item);
  emit('sent', { item, answer });
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Ends early when the network is back; a pause the server has asked for does not.
async function nap(ms) {
  await Promise.race([sleep(ms), new Promise((resolve) => { wake = resolve; })]);
  wake = null;
}

function setLinked(value) {
  if (state.linked === value) return;
  state.linked = value;
  emit('linked');
}
