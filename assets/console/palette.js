// Ctrl+K: a line in which one types what to do or whom to go to, and picks from what fits.
import { el, icon } from './dom.js';
import { letterOf } from './letters.js';
import { text } from './texts.js';

const dialog = () => document.getElementById('palette');
let entries = () => [];
let shown = [];
let chosen = 0;

// `offer()` answers what can be done now: [{group, symbol, words, keys, act}].
export function wire(offer) { entries = offer; }

function draw(query) {
  const wanted = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ words }) => wanted.every((part) => words.toLocaleLowerCase().includes(part));
  shown = entries().filter(fits);
  const all = query.trim();
  if (all) shown.push({ group: text('palette-all'), symbol: 'search', words: text('palette-search', { words: all }), act: () => location.assign(`/chats?q=${encodeURIComponent(all)}`) });
  chosen = 0;
  const nodes = [];
  let group = null;
  for (const [index, entry] of shown.entries()) {
    if (entry.group !== group) nodes.push(el('p', { class: 'menu__label', role: 'presentation' }, entry.group));
    group = entry.group;
    nodes.push(el('button', { type: 'button', class: 'menu__item', role: 'option', id: `palette-${index}`, tabindex: '-1', click: () => pick(index) },
      icon(entry.symbol), el('span', { class: 'grow truncate', dir: 'auto' }, entry.words), ...(entry.keys ?? []).map((key) => el('kbd', {}, key))));
  }
  dialog().querySelector('[role="listbox"]').replaceChildren(...nodes);
  mark();
}

function mark() {
  for (const [index, node] of [...dialog().querySelectorAll('[role="option"]')].entries()) {
    node.classList.toggle('is-on', index === chosen);
    node.setAttribute('aria-selected', index === chosen);
    if (index === chosen) node.scrollIntoView({ block: 'nearest' });
  }
  dialog().querySelector('input').setAttribute('aria-activedescendant', shown.length ? `palette-${chosen}` : '');
}

function pick(index) {
  const entry = shown[index];
  if (!entry) return;
  dialog().close();
  entry.act();
}

export function openPalette() {
  if (!dialog() || document.querySelector('dialog[open]')) return;
  const field = dialog().querySelector('input');
  field.value = '';
  dialog().showModal();
  draw('');
  field.focus();
}

document.addEventListener('input', (event) => { if (event.target.closest?.('#palette')) draw(event.target.value); });
document.addEventListener('keydown', (event) => {
  // What a browser fills in by itself comes as a key without a name; what is still being composed is no key yet.
  if (!event.key || event.isComposing) return;
  if (letterOf(event) === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && dialog()) {
    event.preventDefault();
    openPalette();
    return;
  }
  if (!event.target.closest?.('#palette')) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === 'Enter') pick(chosen);
  else if (step && shown.length) { chosen = (chosen + step + shown.length) % shown.length; mark(); } else return;
  event.preventDefault();
});
