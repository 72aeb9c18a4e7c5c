// What an agent has sent and the server has not confirmed yet.
//
// Each message has a key of our own and is remembered under it until the server has said yes or a final no. After a broken
// connection its fate is unknown, so the same request goes out again with the same key: it is stored once, whatever happens.
import { el, icon, newKey } from './dom.js';
import { ask, isHtml, sentence } from './fragment.js';
import { currentChat, nameOf } from './list.js';
import { drawPending, undrawPending } from './log.js';
import { keep, onElsewhere, recallAll } from './store.js';
import { doubt } from './stream.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const ANSWER_MS = 10_000;
const LONGEST_PAUSE_MS = 15_000;
const items = new Map();
const busy = new Set(); // chats whose messages are on their way, one after the other
const wakers = new Set();

// `moved(path, html, from, to)`: it began another chat. `edit(item)`: back into the box. `changed()`: a colleague has answered.
// `stored(html)`: as the server has drawn it.
let hooks = { moved() {}, edit() {}, changed() {}, stored() {}, takeBack: () => false };

// `moved(path, html, from, to)`: it began another chat. `edit(item)`: back into the box. `changed()`: a colleague has answered.
// `takeBack(item, words)`: patterns were found in it, in the server's `words`; whether it is in the box again.
export function wire(given) { hooks = { ...hooks, ...given }; }

const placeOf = (item) => `out:${item.chat}:${item.key}`;
const save = (item) => keep(placeOf(item), JSON.stringify({ ...item, isSending: undefined }));

export function send({ chat, mode, text: words, original = null, files, quotes = null, due = null, seen, anyway = false }) {
  const item = { key: newKey(), chat, mode, text: words, ...(original && { original }), files, quotes, due, seen, anyway, at: Date.now() };
  items.set(item.key, item);
  save(item);
  draw(item);
  pump(chat);
}

// Whether something of this chat is on its way: its answer says best where it belongs.
export const isSending = (chat) => busy.has(chat) && [...items.values()].some((item) => item.chat === chat && item.isSending);

// Whether these words are here already, or another tab has them.
export const holds = (chat, mode, words) => [...of(chat), ...recallAll(`out:${chat}:`).map(([, value]) => JSON.parse(value))]
  .some((item) => item.mode === mode && (item.original ?? item.text) === words.trim());

// Takes up what this browser still has to send: from before the page was loaded anew, or from a tab that was closed.
// Another tab may send the same; the server knows it by its key.
export function resume() {
  for (const [, value] of recallAll('out:')) {
    const item = JSON.parse(value);
    if (items.has(item.key)) continue;
    items.set(item.key, item);
    draw(item);
  }
  for (const chat of new Set([...items.values()].map((item) => item.chat))) pump(chat);
}

// The chat has just come into the page.
export function drawAll() {
  for (const item of of(currentChat())) draw(item);
}

// The line is back.
export function hurry() {
  resume();
  for (const wake of wakers) wake();
}

const of = (chat) => [...items.values()].filter((item) => item.chat === chat).sort((a, b) => a.at - b.at);

function draw(item) {
  if (item.chat !== currentChat()) return;
  drawPending(item, item.failed ? failure(item) : [icon('clock', 'xs'), text(item.isStuck ? 'queued' : 'sending')]);
}

function failure(item) {
  const again = (event) => {
    event.preventDefault();
    if (item.isChanged) item.seen = null;
    if (item.isSensitive) item.anyway = true;
    delete item.failed;
    delete item.isChanged;
    delete item.isSensitive;
    save(item);
    draw(item);
    pump(item.chat);
  };
  const back = () => { drop(item); hooks.edit(item); };
  return [icon('circle-alert', 'xs'), el('span', {}, item.failed),
    !item.isBlocked && el('button', { type: 'button', class: 'linkbtn', click: again }, text(item.isChanged || item.isSensitive ? 'send-anyway' : 'again')),
    el('button', { type: 'button', class: 'linkbtn', click: back }, text('edit'))].filter(Boolean);
}

function drop(item) {
  items.delete(item.key);
  keep(placeOf(item), null);
  undrawPending(item.key);
}

// Another tab has brought it to its end.
onElsewhere((place, value) => {
  const key = /^out:\d+:(\w+)$/.exec(place)?.[1];
  if (!key || value !== null) return;
  items.delete(key);
  undrawPending(key);
});
document.addEventListener('visibilitychange', () => { if (!document.hidden) resume(); });

// What was to follow it follows it into the chat that it began.
function follow(from, to) {
  for (const item of of(from).filter(({ mode }) => mode === 'reply')) {
    drop(item);
    item.chat = to;
    items.set(item.key, item);
    save(item);
  }
}

async function pump(chat) {
  if (busy.has(chat)) return;
  busy.add(chat);
  let tries = 0;
  for (let item; (item = of(chat).find((other) => !other.failed));) {
    item.isSending = true;
    try {
      await deliver(item);
      tries = 0;
    } catch (error) {
      item.isSending = false;
      if (error.isFinal) {
        if (error.isSensitive && hooks.takeBack(item, error.message)) { drop(item); continue; }
        item.failed = error.message;
        item.isChanged = error.isChanged;
        item.isSensitive = error.isSensitive && !error.isBlocked;
        item.isBlocked = error.isBlocked;
        save(item);
        draw(item);
        // Who looks at another chat by now hears of it all the same.
        if (item.chat !== currentChat()) toast([nameOf(item.chat), item.failed].filter(Boolean).join(': '));
        continue;
      }
      item.isStuck = true;
      // No answer, or signed out: the stream finds out which.
      if (!error.status || error.status === 401) doubt();
      draw(item);
      await nap(error.wait || Math.random() * Math.min(1000 * 2 ** tries, LONGEST_PAUSE_MS) + 250);
      tries += 1;
    }
  }
  busy.delete(chat);
}

async function deliver(item) {
  const body = new URLSearchParams({ text: item.text, key: item.key });
  for (const file of item.files) body.append('file', file.id);
  if (item.seen) body.set('seen', item.seen);
  if (item.due) body.set('due', item.due);
  if (item.quotes) body.set('quotes', item.quotes.id);
  if (item.original) body.set('original', item.original);
  if (item.anyway) body.set('anyway', '1');
  const address = `/console/${item.chat}/${item.mode === 'comment' ? 'comments' : 'messages'}`;
  const answer = await ask(address, { method: 'POST', body, signal: AbortSignal.timeout(ANSWER_MS) });
  if (answer.ok && isHtml(answer)) {
    const html = await answer.text();
    drop(item);
    if (answer.redirected) {
      const path = new URL(answer.url).pathname;
      const to = Number(path.split('/').at(-1));
      follow(item.chat, to);
      hooks.moved(path, html, item.chat, to);
      pump(to);
    } else if (item.chat === currentChat()) hooks.stored(html);
    return;
  }
  const { status } = answer;
  const wait = Number(answer.headers.get('retry-after')) * 1000;
  // Whoever has to sign in again finds it on its way afterwards.
  if (status === 401 || status === 429 || status >= 500) throw Object.assign(new Error(), { status, wait });
  if (status === 409) {
    const { error } = await answer.json();
    document.dispatchEvent(new CustomEvent('refused', { detail: error.code }));
    const isChanged = error.code === 'changed-meanwhile';
    if (isChanged) hooks.changed();
    const isBlocked = error.code === 'sensitive-blocked';
    const isSensitive = isBlocked || error.code === 'sensitive';
    throw Object.assign(new Error(isChanged ? error.message : text('not-sent', { reason: error.message })), { isFinal: true, isChanged, isSensitive, isBlocked });
  }
  throw Object.assign(new Error(text('not-sent', { reason: await sentence(answer) })), { isFinal: true });
}

function nap(ms) {
  return new Promise((resolve) => {
    const done = () => { clearTimeout(timer); wakers.delete(done); resolve(); };
    const timer = setTimeout(done, ms);
    wakers.add(done);
  });
}
