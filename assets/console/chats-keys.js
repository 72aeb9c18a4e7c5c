// Keys of the Chats page. Single letters act when no field has the focus, and only for agents who want them.
import { pane } from './chats-pane.js';
import { form, search } from './chats-filters.js';
import { rowOf, rows } from './chats-list.js';
import * as many from './chats-many.js';
import { isTyping, letterOf } from './letters.js';
import { accept, decline } from './offers.js';

const SEQUENCE_MS = 1_500;
const main = document.getElementById('main');

// The same key on layouts where it gives a full stop.
const isSlash = ({ key, code }) => key === '/' || (key === '.' && code === 'Slash');

const rowHere = () => document.activeElement?.closest?.('tr[data-chat]') ?? rowOf(pane()?.dataset.chat);

function step(by) {
  const all = rows();
  const here = rowHere();
  const place = all.indexOf(here);
  const next = all[place < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, place + by))];
  const link = next?.querySelector('a[data-open]');
  link?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return Boolean(link);
}

function toSearch() {
  search().focus();
  search().select();
}

// One step back: out of what lies open, out of the search, out of a field beside the chat, out of the chat.
function back(close) {
  const more = document.querySelector('#chat-list .morefilters[open]');
  if (more) {
    more.open = false;
    more.querySelector('summary').focus();
  } else if (document.activeElement === search()) {
    if (search().value) return false;
    search().blur();
  } else if (pane()?.contains(document.activeElement) && isTyping(document.activeElement)) {
    document.getElementById('chat-log').focus({ preventScroll: true });
  } else if (many.drop()) {
    return true;
  } else if (pane() && !form().contains(document.activeElement)) close();
  else return false;
  return true;
}

let lead = 0;
export function wire({ close }) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      if (back(close)) event.preventDefault();
      return;
    }
    if (isTyping(event.target)) return;
    const isInList = event.target === document.body || event.target === main || Boolean(event.target.closest?.('#chat-rows'));
    const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (arrow && isInList) {
      if (step(arrow)) event.preventDefault();
      return;
    }
    if (!('shortcuts' in main.dataset)) return;
    const letter = letterOf(event);
    const isSecond = performance.now() - lead < SEQUENCE_MS && lead > 0;
    lead = 0;
    const deed = isSecond
      ? { s: toSearch, c: () => location.assign('/console') }[letter]
      : { '?': () => document.getElementById('keys').showModal(), j: () => step(1), k: () => step(-1), x: () => many.toggleHere(rowHere(), event.shiftKey), a: accept, d: decline, g: () => { lead = performance.now(); } }[letter] ?? (isSlash(event) ? toSearch : null);
    if (!deed) return;
    deed();
    event.preventDefault();
  });
}

