// What is to be said of a reply that was loaded: which language was taken, what nothing is known for, and what is not
// filled in. With anything left unfilled nothing is sent.
import { beforeSend, mode, onBegin, onChange } from './composer.js';
import { el, icon } from './dom.js';
import { flag } from './flag.js';
import { currentChat } from './list.js';
import { beginMarks, showMarks } from './marks.js';
import { text } from './texts.js';

// The same as the server's: whatever in braces begins with a letter, on one line and not too long.
const PLACEHOLDER = /\{\s*\p{L}[\p{L}\p{N}._ -]*(?:\|[^{}\n]*)?\}/gu;
const LONGEST = 82;
const notes = new Map(); // chat -> what was said when replies were loaded
const known = new Set(); // placeholders for which nothing was known

const field = () => document.getElementById('text');
let strip = null;

const unfilled = () => (mode() === 'reply' ? [...field().value.matchAll(PLACEHOLDER)].filter(({ 0: place }) => place.length <= LONGEST) : []);

function select({ 0: place, index }) {
  field().focus();
  field().setSelectionRange(index, index + place.length);
}

function draw() {
  if (!strip?.isConnected) return;
  const open = unfilled();
  showMarks(open.map(({ 0: place, index }) => [index, index + place.length]));
  const said = mode() === 'reply' ? notes.get(currentChat()) ?? [] : [];
  const rows = [
    ...said.map(({ symbol, code, words }) => el('p', { class: 'replynote' }, (code && flag(code)) || icon(symbol, 'xs'), el('span', {}, words))),
    ...open.map((match) => el('p', { class: 'replynote replynote--open' }, icon('circle-alert', 'xs'),
      el('button', { type: 'button', click: () => select(match) }, text(known.has(match[0]) ? 'reply-unfilled-known' : 'reply-unfilled', { place: match[0] })))),
  ];
  if (said.length > 0) {
    rows[said.length - 1].append(el('button', {
      type: 'button', class: 'iconbtn iconbtn--sm', 'aria-label': text('note-dismiss'), click: () => { notes.delete(currentChat()); draw(); field().focus(); },
    }, icon('x', 'xs')));
  }
  strip.replaceChildren(...rows);
}

// Something that went into the box of a chat is in another language than its customer's.
export function say(chat, code, words) {
  const said = notes.get(chat) ?? [];
  if (!said.some((other) => other.words === words)) notes.set(chat, [...said, { symbol: 'languages', code, words }]);
  draw();
}

// Something else is to be known of what went into the box.
export function note(chat, symbol, words) {
  const said = notes.get(chat) ?? [];
  if (!said.some((other) => other.words === words)) notes.set(chat, [...said, { symbol, words }]);
  draw();
}

// A reply was loaded into the box of a chat.
export function tell(chat, { language, language_name: name, why, wanted_name: wanted, fallbacks, unfilled: open }) {
  const said = notes.get(chat) ?? [];
  if (why === 'default' || why === 'any') said.push({ symbol: 'languages', code: language, words: text('reply-instead', { language: name, wanted }) });
  for (const { name: place, words } of fallbacks) said.push({ symbol: 'info', words: text('reply-fallback', { place: `{${place}}`, words }) });
  for (const { whole, is_known: isKnown } of open) if (isKnown) known.add(whole);
  notes.set(chat, said.filter(({ words }, at) => said.findIndex((other) => other.words === words) === at));
  draw();
}

onBegin(() => {
  const form = document.getElementById('write');
  strip = null;
  beginMarks(form && field());
  if (!form) return;
  strip = el('div', { class: 'replynotes', role: 'status' });
  form.querySelector('.cbox__bar').before(strip);
  draw();
});

document.addEventListener('input', (event) => {
  if (event.target !== field()) return;
  // Nothing is left of what was loaded.
  if (!field().value) notes.delete(currentChat());
  draw();
});
onChange(draw);

beforeSend(() => {
  const [first] = unfilled();
  draw();
  if (first) {
    strip.setAttribute('role', 'alert');
    select(first);
    return false;
  }
  notes.delete(currentChat());
  strip.setAttribute('role', 'status');
  return true;
});
