// Naming a colleague in a comment, and being named: the list that opens at an @, the marks in the first pane, and what makes
// a mark go: that the comment was seen.
import { open } from './chat.js';
import { insert } from './composer.js';
import { el } from './dom.js';
import { show } from './filter.js';
import { ask } from './fragment.js';
import { currentChat, onList, refresh } from './list.js';
import { reveal } from './log.js';
import { keep, onElsewhere } from './store.js';
import { text } from './texts.js';

const MOST = 8;
const FLASH_MS = 2_000;
const AT = /(?:^|[\s([{"'«“„，。、；：！？（「\p{Script=Han}])@([\p{L}\p{M}\p{N}'’.\- ]{0,30})$/u;
const field = () => document.getElementById('text');
const isComment = () => document.getElementById('write')?.dataset.mode === 'comment';

export const colleagues = () => [...document.querySelectorAll('#team [data-name]')].map((row) => row.dataset.name);

// ── Choosing whom to name ──────────────────────────────────────────────────

let box = null; // the list that is open
let at = 0; // where the @ stands
let here = 0; // which one would be chosen

function typedName() {
  const input = field();
  if (!input || !isComment() || input.selectionStart !== input.selectionEnd) return null;
  const before = input.value.slice(0, input.selectionStart);
  const found = AT.exec(before);
  if (!found) return null;
  at = before.length - found[1].length - 1;
  return found[1].toLowerCase();
}

function suggest() {
  const typed = typedName();
  const fits = typed === null ? [] : colleagues().filter((name) => name.toLowerCase() !== typed.trim() || !typed.endsWith(' '))
    .filter((name) => name.toLowerCase().startsWith(typed) || name.toLowerCase().split(/\s+/).some((part) => part.startsWith(typed))).slice(0, MOST);
  if (fits.length === 0) { close(); return; }
  here = 0;
  const rows = fits.map((name, place) => el('li', { role: 'option', id: `name-${place}`, class: 'menu__item', pointerdown: (event) => { event.preventDefault(); choose(name); } }, el('bdi', {}, name)));
  if (!box) {
    box = el('ul', { class: 'popover menu names', id: 'names', role: 'listbox', 'aria-label': text('mention-whom') });
    document.getElementById('composer').append(box);
  }
  box.replaceChildren(...rows);
  field().setAttribute('aria-controls', 'names');
  mark();
}

function mark() {
  for (const [place, row] of [...box.children].entries()) {
    row.setAttribute('aria-selected', place === here);
    row.classList.toggle('is-on', place === here);
  }
  field().setAttribute('aria-activedescendant', `name-${here}`);
}

function close() {
  box?.remove();
  box = null;
  field()?.removeAttribute('aria-activedescendant');
  field()?.removeAttribute('aria-controls');
}

function choose(name) {
  const input = field();
  input.setSelectionRange(at, input.selectionStart);
  insert(`@${name} `);
  close();
}

document.addEventListener('input', (event) => { if (event.target === field() && !event.isComposing) suggest(); });
// What an input method has put together is not told again as typed.
document.addEventListener('compositionend', (event) => { if (event.target === field()) suggest(); });
document.addEventListener('focusout', (event) => { if (event.target === field()) close(); });
document.addEventListener('keydown', (event) => {
  if (!box || event.target !== field() || event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    here = (here + step + box.children.length) % box.children.length;
    mark();
  } else if (event.key === 'Enter' || event.key === 'Tab') choose(box.children[here].textContent);
  else if (event.key === 'Escape') close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
document.addEventListener('click', (event) => {
  if (!event.target.closest?.('[data-act="mention"]')) return;
  const input = field();
  const before = input.value.slice(0, input.selectionStart);
  insert(/\S$/.test(before) ? ' @' : '@');
  suggest();
});

// ── Being named ────────────────────────────────────────────────────────────

export async function land(entry) {
  // A comment that is hidden cannot be landed on.
  show(null);
  const node = await reveal(entry);
  if (!node) return false;
  node.classList.add('is-found');
  setTimeout(() => node.classList.remove('is-found'), FLASH_MS);
  look();
  return true;
}

document.addEventListener('click', async (event) => {
  const link = event.target.closest?.('a[data-entry]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  event.stopPropagation();
  const { entry, chat, far } = link.dataset;
  if (currentChat() !== Number(chat)) await open(Number(chat), { focus: false });
  document.getElementById('main').dataset.mobile = 'chat';
  // Too far up to scroll back to: the log is opened there, to be read.
  if (!(await land(entry)) && far) { location.assign(far); return; }
  document.getElementById('log')?.focus();
}, true);

const isInSight = (node) => {
  const [log, own] = [document.getElementById('log'), node].map((one) => one.getBoundingClientRect());
  return own.bottom > log.top && own.top < log.bottom;
};

let isTelling = false;
// A comment that was in sight, with the window in front, has been seen.
async function look() {
  if (isTelling || document.hidden || !document.hasFocus()) return;
  const chat = currentChat();
  const seen = [...document.querySelectorAll(`#mentions [data-chat="${chat}"]`)].map((row) => Number(row.dataset.entry))
    .filter((entry) => { const node = document.getElementById(`m-${entry}`); return node?.checkVisibility() && isInSight(node); });
  if (seen.length === 0) return;
  isTelling = true;
  try {
    const answer = await ask(`/console/${chat}/mentions`, { method: 'POST', body: new URLSearchParams({ up_to: Math.max(...seen) }) });
    if (answer.ok) { keep('mentions', String(Math.max(...seen))); refresh(); }
  } catch { /* The next look tells. */ } finally { isTelling = false; }
}

// Seen in another tab.
onElsewhere((name) => { if (name === 'mentions') refresh(); });
onList(look);
addEventListener('focus', look);
document.addEventListener('scroll', look, { capture: true, passive: true });
const entry = /^#m-(\d+)$/.exec(location.hash)?.[1];
if (entry) land(entry);
