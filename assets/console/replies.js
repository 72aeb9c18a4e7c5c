// Quick replies: the bar of topics above the box, the list that a topic opens, and the search that a slash opens.
// Whatever is clicked loads words into the box; nothing is ever sent by it.
import * as composer from './composer.js';
import { el, icon } from './dom.js';
import { ask, isHtml, sentenceIn } from './fragment.js';
import { currentChat } from './list.js';
import { tell } from './reply-notes.js';
import { Panel } from './reply-panel.js';
import * as stock from './reply-store.js';
import { listen } from './stream.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const HOVER_MS = 150; // before a topic that is pointed at shows its list
const LEAVE_MS = 250; // in which the pointer may cross to the list
const DOUBLE_MS = 350; // in which a second click makes a double one: until then nothing may move under the pointer
const field = () => document.getElementById('text');
const home = () => document.getElementById('replies');
const wanted = () => {
  const { code, name } = document.getElementById('content-language')?.dataset ?? {};
  return { code: code ?? '', name: name ?? '' };
};

let panel = null; // what a topic opens
let search = null; // what a slash opens
let open = null; // { topic, isDocked, isChosen }: a docked list follows the pointer, too, until its topic is clicked
let hovering = 0;
let clicking = 0;
const afterHover = (act, ms) => { clearTimeout(hovering); hovering = setTimeout(act, ms); };
const still = () => { clearTimeout(hovering); clearTimeout(clicking); };

// ── Loading ────────────────────────────────────────────────────────────────

// Whether these words fit in place of so many others. A box that is full would cut them off without a word.
function fits(words, instead = 0) {
  const box = field();
  const most = box.maxLength;
  if (box.value.length - instead + words.length + 2 <= most) return true;
  toast(text('reply-too-long', { most }));
  return false;
}

// At the caret, beside what stands there: a selection is kept, and words do not run together.
function put(words) {
  const box = field();
  const at = box.selectionEnd;
  box.setSelectionRange(at, at);
  const [before, after] = [box.value.slice(0, at), box.value.slice(at)];
  composer.insert(`${/\S$/.test(before) ? ' ' : ''}${words}${/^\S/.test(after) ? ' ' : ''}`);
}

async function load(reply, language = '') {
  const chat = currentChat();
  const filled = await stock.loaded(chat, reply, language);
  // Another chat has been opened meanwhile: these words were not meant for its customer.
  if (!filled || chat !== currentChat() || !home()) return;
  composer.setMode('reply');
  if (!fits(filled.text)) return;
  put(filled.text);
  tell(chat, filled);
}

// ── The bar and what a topic opens ─────────────────────────────────────────

function draw() {
  const place = home();
  if (!place) return;
  const topics = stock.topicsOf();
  place.hidden = topics.length === 0 && !stock.stock().edit;
  const button = (id, name) => el('button', { type: 'button', class: 'topic', 'data-topic': id, 'aria-expanded': 'false', 'aria-controls': 'qr', dir: 'auto' }, name);
  const bar = topics.length === 0
    ? el('div', { class: 'topics' }, icon('zap', 'sm'), el('a', { class: 'topic', href: stock.stock().edit }, text('replies-write')))
    : el('div', { class: 'topics', role: 'toolbar', 'aria-label': text('replies-topics') }, icon('zap', 'sm'),
      button('all', text('replies-all')), ...topics.map(({ id, name }) => button(String(id), name)),
      el('button', { type: 'button', class: 'topic topic--search', 'aria-label': text('replies-search'), title: text('replies-search'), click: openSearch }, icon('search', 'xs'), el('kbd', {}, '/')));
  panel = new Panel({ id: 'qr', label: text('replies'), wanted, load: async (reply, language) => { await load(reply, language); if (!open?.isDocked) close(); } });
  search = new Panel({ id: 'qr-search', label: text('replies-search'), wanted, load: replaceQuery });
  search.node.classList.add('qr--search');
  place.replaceChildren(bar, panel.node, search.node);
  const was = open;
  open = null;
  if (was?.isDocked) show(was.topic, true, was.isChosen);
}

const topicOf = (node) => node?.closest?.('[data-topic]');
const keyOf = (button) => (button.dataset.topic === 'all' ? 'all' : Number(button.dataset.topic));

function show(topic, isDocked, isChosen = false) {
  const chosen = stock.topicsOf().filter(({ id }) => topic === 'all' || id === topic);
  if (chosen.length === 0) { close(); return; }
  hideSearch();
  const label = topic === 'all' ? text('replies') : `${text('replies')}: ${chosen[0].name}`;
  panel.show(chosen.map(({ name, replies }) => [topic === 'all' ? name : '', replies]), text('replies-empty'), label);
  panel.node.classList.toggle('qr--hover', !isDocked);
  open = { topic, isDocked, isChosen };
  for (const button of home().querySelectorAll('[data-topic]')) button.setAttribute('aria-expanded', String(keyOf(button) === topic));
}

// Closes what a topic opened, and says whether anything was.
export function close() {
  still();
  const wasSearching = hideSearch();
  if (!open || !panel) return wasSearching;
  const topic = home()?.querySelector(`[data-topic="${open.topic}"]`);
  const hadFocus = panel.node.contains(document.activeElement);
  open = null;
  panel.hide();
  for (const button of home()?.querySelectorAll('[data-topic]') ?? []) button.setAttribute('aria-expanded', 'false');
  if (hadFocus) topic?.focus();
  return true;
}

document.addEventListener('pointerover', (event) => {
  if (event.pointerType !== 'mouse') return;
  const button = topicOf(event.target);
  if (button) {
    const topic = keyOf(button);
    if (open?.topic === topic) clearTimeout(hovering);
    else afterHover(() => { if (button.isConnected) show(topic, open?.isDocked ?? false); }, HOVER_MS);
  } else if (open && !open.isDocked && !event.target.closest?.('#replies') && !panel.node.contains(document.activeElement)) afterHover(close, LEAVE_MS);
  else clearTimeout(hovering);
});

document.addEventListener('click', (event) => {
  const button = topicOf(event.target);
  if (!button) return;
  const topic = keyOf(button);
  const toggle = () => {
    if (open?.topic === topic && open.isChosen) { close(); return; }
    still();
    show(topic, true, true);
    // By the keyboard one goes on into the list.
    if (event.detail === 0) panel.items()[0]?.focus();
  };
  if (event.detail === 0) toggle();
  else if (event.detail === 1) clicking = setTimeout(toggle, DOUBLE_MS);
});

document.addEventListener('dblclick', (event) => {
  const button = topicOf(event.target);
  if (!button) return;
  event.preventDefault();
  clearTimeout(clicking);
  const reply = stock.firstOf(keyOf(button));
  if (reply) load(reply);
});

// In the list arrows point at the next one and Enter loads; the bar's arrows go from topic to topic.
document.addEventListener('keydown', (event) => {
  if (event.isComposing || !home()?.contains(event.target)) return;
  const inList = event.target.closest('.qr__item');
  if (inList) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); panel.step(step)?.focus(); }
    else if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); panel.choose(); }
    return;
  }
  const button = topicOf(event.target);
  const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (button && event.key === 'ArrowDown' && open?.topic === keyOf(button)) { event.preventDefault(); panel.items()[0]?.focus(); }
  if (!button || !way) return;
  event.preventDefault();
  const all = [...home().querySelectorAll('[data-topic]')];
  const by = getComputedStyle(button).direction === 'rtl' ? -way : way;
  all[(all.indexOf(button) + by + all.length) % all.length].focus();
});

// ── Typing a slash ─────────────────────────────────────────────────────────

const QUERY = /(?:^|\s)\/([^\n/]{0,40})$/;
let dismissed = -1; // where a slash stands that Esc was said to

// The slash before the caret and what follows it.
function query() {
  const box = field();
  if (!box || composer.mode() !== 'reply' || box.selectionStart !== box.selectionEnd) return null;
  const before = box.value.slice(0, box.selectionStart);
  const found = QUERY.exec(before);
  return found && { words: found[1], from: before.length - found[1].length - 1, to: before.length };
}

const isSearching = () => search && !search.node.hidden;

function hideSearch() {
  if (!isSearching()) return false;
  search.hide();
  const box = field();
  box?.removeAttribute('aria-activedescendant');
  box?.removeAttribute('aria-controls');
  return true;
}

function look() {
  const here = query();
  if (!here || !home() || home().hidden || stock.topicsOf().length === 0) { dismissed = -1; hideSearch(); return; }
  if (here.from === dismissed) return;
  const found = stock.find(here.words);
  // A sentence that merely has a slash in it goes on.
  if (found.length === 0 && /\s/.test(here.words)) { hideSearch(); return; }
  if (open && !open.isDocked) close();
  search.show([['', found]], text('replies-none'));
  const box = field();
  box.setAttribute('aria-controls', search.list.id);
  point();
}

function point() {
  const item = search.items()[search.here];
  if (item) field().setAttribute('aria-activedescendant', item.id);
  else field().removeAttribute('aria-activedescendant');
}

async function replaceQuery(reply, language) {
  const chat = currentChat();
  const filled = await stock.loaded(chat, reply, language);
  if (!filled || chat !== currentChat() || !home()) return;
  hideSearch();
  const box = field();
  const here = query();
  if (!fits(filled.text, here ? here.to - here.from : 0)) return;
  if (here) box.setSelectionRange(here.from, here.to);
  if (here) composer.insert(filled.text);
  else put(filled.text);
  tell(chat, filled);
}

// Puts a slash where the caret is, as if it had been typed.
export function openSearch() {
  if (!home() || home().hidden || stock.topicsOf().length === 0) { composer.focus(); return; }
  composer.setMode('reply');
  const box = field();
  box.focus();
  dismissed = -1;
  if (query()) { look(); return; }
  const before = box.value.slice(0, box.selectionEnd);
  box.setSelectionRange(box.selectionEnd, box.selectionEnd);
  composer.insert(/\S$/.test(before) ? ' /' : '/');
}

document.addEventListener('input', (event) => { if (event.target === field()) look(); });
document.addEventListener('selectionchange', () => { if (isSearching() && document.activeElement === field() && !query()) hideSearch(); });
document.addEventListener('click', (event) => { if (isSearching() && !event.target.closest?.('#replies, #text')) hideSearch(); });
document.addEventListener('keydown', (event) => {
  if (event.target !== field() || !isSearching() || event.isComposing || event.keyCode === 229) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { search.step(step); point(); }
  else if (event.key === 'Escape') { dismissed = query()?.from ?? -1; hideSearch(); }
  // Where nothing was found the words are a message like any other.
  else if ((event.key === 'Enter' && !event.shiftKey || event.key === 'Tab') && search.replies.length > 0) search.choose();
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// ── In which language ──────────────────────────────────────────────────────

document.addEventListener('submit', async (event) => {
  const form = event.target.closest?.('[data-content-language]');
  if (!form) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  body.set('value', event.submitter.value);
  form.closest('details').removeAttribute('open');
  try {
    const answer = await ask(form.action, { method: 'POST', body });
    // The head and the panel are told by the stream.
    if (answer.ok) return;
    const said = await answer.text();
    toast((isHtml(answer) ? null : sentenceIn(said)) ?? text('no-answer'));
  } catch {
    toast(text('no-answer'));
  }
});

// ── When ───────────────────────────────────────────────────────────────────

composer.onChange(look);
composer.onBegin(() => {
  still();
  open = null;
  dismissed = -1;
  draw();
});

async function refresh() {
  if (await stock.refresh()) draw();
}

listen((kind) => {
  if (kind === 'content' || kind === 'reset') refresh();
});

export const start = refresh;
