// What the box is for besides a new message: answering one that stands in the log, or changing one's own.
import { el, icon } from './dom.js';
import { currentChat } from './list.js';
import { keep, recall } from './store.js';
import { text } from './texts.js';

const place = (chat) => `quote:${chat}`;
const changing = (chat) => `change:${chat}`;
const strip = () => document.getElementById('answering');

let hooks = { focus() {}, put() {} };
// `put(words)`: into the box, in place of what is there. `focus()`: on the box.
export function wire(given) { hooks = given; }

// {id, name, words} of the message that is answered, kept over a reload; null without one.
export const quoted = (chat) => JSON.parse(recall(place(chat)) ?? 'null');
// {id, words, before, now}: what is changed, what stood in the box until then, what was made of it so far; kept like
// every draft. Null without one, and where the box takes comments alone.
export const edited = (chat) => (document.getElementById('write')?.dataset.mode === 'reply' ? JSON.parse(recall(changing(chat)) ?? 'null') : null);

export function answer(quote) {
  const chat = currentChat();
  if (edited(chat)) stop();
  keep(place(chat), JSON.stringify(quote));
  draw();
  hooks.focus();
}

export function edit({ id, words, before }) {
  const chat = currentChat();
  keep(changing(chat), JSON.stringify({ id, words, before: edited(chat)?.before ?? before, now: words }));
  draw();
  hooks.put(words);
  hooks.focus();
}

// Somebody types.
export function keepChange(chat, now) {
  keep(changing(chat), JSON.stringify({ ...edited(chat), now }));
}

// What stood in the box before the change is something else by now.
export function keepBefore(chat, before) {
  keep(changing(chat), JSON.stringify({ ...edited(chat), before }));
}

// The server has the change: in its chat one goes on with what was being written, unless another message is being changed
// there by now.
export function saved(chat, id) {
  const change = JSON.parse(recall(changing(chat)) ?? 'null');
  if (change?.id !== id) return;
  keep(changing(chat), null);
  if (chat !== currentChat()) return;
  hooks.put(change.before);
  draw();
}

// Back to what was being written. What is answered is dropped first, what is changed before that.
export function stop({ restores = true } = {}) {
  const chat = currentChat();
  const change = edited(chat);
  if (change) {
    keep(changing(chat), null);
    if (restores) hooks.put(change.before);
  } else keep(place(chat), null);
  draw();
}

export const isOn = () => Boolean(edited(currentChat()) ?? quoted(currentChat()));

// For sending: it belongs to the message now.
export function take(chat) {
  const quote = quoted(chat);
  keep(place(chat), null);
  draw();
  return quote;
}

export function draw() {
  const bar = strip();
  if (!bar) return;
  const chat = currentChat();
  const change = edited(chat);
  const send = document.getElementById('send')?.firstElementChild;
  if (send) send.textContent = change ? text('editing-save') : send.dataset[bar.closest('form').dataset.mode === 'comment' ? 'sayComment' : 'sayReply'];
  bar.closest('form').toggleAttribute('data-changes', Boolean(change));
  const quote = change ? { name: text('editing'), words: change.words } : quoted(chat);
  bar.hidden = !quote;
  bar.replaceChildren(...(quote ? [icon(change ? 'pencil' : 'message-square-reply', 'sm'),
    el('div', { class: 'grow answering__what' }, el('b', {}, change ? quote.name : text('answering', { name: quote.name })),
      el('span', { class: 'truncate', dir: 'auto' }, quote.words)),
    el('button', { type: 'button', class: 'iconbtn iconbtn--sm', 'aria-label': text('answering-stop'), click: () => { stop(); hooks.focus(); } }, icon('x', 'sm'))] : []));
}
