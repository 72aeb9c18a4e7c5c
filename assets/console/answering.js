// What the box is for besides a new message: answering one that stands in the log, or changing one's own.
import { el, icon } from './dom.js';
import { currentChat } from './list.js';
import { keep, recall } from './store.js';
import { text } from './texts.js';

const editing = new Map(); // chat -> { id, words, before }: what is changed, and what stood in the box until then
const place = (chat) => `quote:${chat}`;
const strip = () => document.getElementById('answering');

let hooks = { focus() {}, put() {} };
// `put(words)`: into the box, in place of what is there. `focus()`: on the box.
export function wire(given) { hooks = given; }

// {id, name, words} of the message that is answered, kept over a reload; null without one.
export const quoted = (chat) => JSON.parse(recall(place(chat)) ?? 'null');
export const edited = (chat) => editing.get(chat) ?? null;

export function answer(quote) {
  const chat = currentChat();
  if (edited(chat)) stop();
  keep(place(chat), JSON.stringify(quote));
  draw();
  hooks.focus();
}

export function edit({ id, words, before }) {
  editing.set(currentChat(), { id, words, before: edited(currentChat())?.before ?? before });
  draw();
  hooks.put(words);
  hooks.focus();
}

// Back to what was being written. What is answered is dropped first, what is changed before that.
export function stop({ restores = true } = {}) {
  const chat = currentChat();
  const change = edited(chat);
  if (change) {
    editing.delete(chat);
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
  const quote = change ? { name: text('editing'), words: change.words } : quoted(chat);
  bar.hidden = !quote;
  bar.replaceChildren(...(quote ? [icon(change ? 'pencil' : 'message-square-reply', 'sm'),
    el('div', { class: 'grow answering__what' }, el('b', {}, change ? quote.name : text('answering', { name: quote.name })),
      el('span', { class: 'truncate', dir: 'auto' }, quote.words)),
    el('button', { type: 'button', class: 'iconbtn iconbtn--sm', 'aria-label': text('answering-stop'), click: () => { stop(); hooks.focus(); } }, icon('x', 'sm'))] : []));
}
