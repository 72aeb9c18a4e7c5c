// The panel one picks emoji from: search, the recent ones, the common ones.
import { insert } from './composer.js';
import { el } from './dom.js';
import { EMOJI, findEmoji, nameOf } from './emoji.js';
import { keep, recall } from './store.js';
import { text } from './texts.js';

const MOST_RECENT = 9;
const panel = () => document.getElementById('emoji');
const opener = () => document.querySelector('[data-act="emoji"]');
const recent = () => (recall('emoji') ?? '').split(' ').filter(Boolean);
const { lang } = document.documentElement;

function cell(emoji) {
  const { char } = emoji;
  const name = nameOf(emoji, lang);
  return el('button', { type: 'button', 'aria-label': name, title: name, click: () => pick(char) }, char);
}

function pick(char) {
  keep('emoji', [char, ...recent().filter((other) => other !== char)].slice(0, MOST_RECENT).join(' '));
  close();
  insert(char);
}

function show(query) {
  const found = findEmoji(query);
  const grid = el('div', { class: 'emoji__grid scroll' }, ...found.map(cell));
  const known = query ? [] : recent().map((char) => EMOJI.find((one) => one.char === char) ?? { char });
  panel().querySelector('[data-found]').replaceChildren(
    ...(known.length ? [el('p', { class: 'menu__label' }, text('emoji-recent')), el('div', { class: 'emoji__grid' }, ...known.map(cell)), el('div', { class: 'menu__sep' })] : []),
    found.length ? grid : el('p', { class: 'small muted' }, text('emoji-none')));
}

function open() {
  const search = el('input', { class: 'input input--sm', type: 'search', 'aria-label': text('emoji-search'), placeholder: text('emoji-search'), autocomplete: 'off', input: (event) => show(event.target.value) });
  panel().replaceChildren(search, el('div', { 'data-found': true, class: 'emoji__found' }));
  show('');
  panel().hidden = false;
  opener().setAttribute('aria-expanded', 'true');
  search.focus();
}

export function close() {
  if (!panel() || panel().hidden) return false;
  panel().hidden = true;
  opener()?.setAttribute('aria-expanded', 'false');
  return true;
}

document.addEventListener('click', (event) => {
  const isOpener = event.target.closest?.('[data-act="emoji"]');
  if (isOpener && panel()?.hidden) open();
  else if (isOpener || !event.target.closest?.('#emoji')) close();
});

// Arrows move in the grid; the search field's Enter takes the first.
document.addEventListener('keydown', (event) => {
  if (event.isComposing || !event.target.closest?.('#emoji')) return;
  const cells = [...panel().querySelectorAll('.emoji__grid button')];
  const here = cells.indexOf(document.activeElement);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: MOST_RECENT, ArrowUp: -MOST_RECENT }[event.key];
  if (event.key === 'Enter' && here < 0) { event.preventDefault(); cells[0]?.click(); }
  else if (event.key === 'ArrowDown' && here < 0) { event.preventDefault(); cells[0]?.focus(); }
  else if (step && here >= 0) { event.preventDefault(); cells[here + step]?.focus(); }
});
