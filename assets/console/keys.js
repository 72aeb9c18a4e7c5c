// Single letters that act while no field has the focus, and Esc, which always goes one step back.
import { currentChat, toggleWait } from './list.js';
import { open, togglePanel } from './chat.js';
import { openInvite } from './company.js';
import { openClose } from './close.js';
import { openForward } from './forward.js';
import * as composer from './composer.js';
import { close as closeEmoji } from './emoji-picker.js';
import { isTyping, letterOf } from './letters.js';
import { closeMenus } from './menus.js';
import { wire as wirePalette } from './palette.js';
import { close as closeReplies, openSearch } from './replies.js';
import { accept, decline } from './offers.js';
import { openPriority } from './priority.js';
import { text } from './texts.js';

const SEQUENCE_MS = 1_200;
const home = document.getElementById('main');
const keysDialog = () => document.getElementById('keys');
let lead = 0; // when G was pressed

const rows = () => [...document.querySelectorAll('#mine a[data-open]')];

function move(step) {
  const all = rows();
  if (all.length === 0) return;
  const here = all.findIndex((row) => Number(row.dataset.open) === currentChat());
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : (here + step + all.length) % all.length];
  open(Number(next.dataset.open), { focus: false });
}

const deeds = {
  n: () => document.querySelector('form[data-take="next"]')?.requestSubmit(),
  w: () => toggleWait(),
  j: () => move(1),
  k: () => move(-1),
  u() {
    const unread = document.querySelector('#mine .crow--unread');
    if (unread) open(Number(unread.dataset.open), { focus: false });
  },
  r() { composer.setMode('reply'); composer.focus(); },
  c() { composer.setMode('comment'); composer.focus(); },
  a: () => accept(),
  d: () => decline(),
  i: () => openInvite(),
  e: () => openClose(),
  f: () => openForward(),
  o: () => openPriority(),
  p: () => togglePanel(),
  '/': () => openSearch(),
  '?': () => keysDialog()?.showModal(),
};
const after = { s: () => location.assign('/chats#search'), c: () => open(null, { focus: false }) };

function back() {
  if (closeEmoji() || closeMenus() || closeReplies()) return true;
  if (document.body.dataset.side === 'open') { togglePanel(); return true; }
  if (home.dataset.mobile === 'customer') { home.dataset.mobile = 'chat'; return true; }
  if (document.activeElement?.closest?.('#composer')) { document.getElementById('log')?.focus(); return true; }
  return false;
}

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || !event.key || event.isComposing || document.querySelector('dialog[open]')) return;
  if (event.key === 'Escape') { if (back()) event.preventDefault(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !('shortcuts' in home.dataset)) return;
  const key = letterOf(event);
  // A key that is held moves through the chats; it does nothing else twice.
  if (event.repeat && key !== 'j' && key !== 'k') return;
  const deed = Date.now() - lead < SEQUENCE_MS ? after[key] : deeds[key];
  const isLead = key === 'g' && !deed;
  lead = isLead ? Date.now() : 0;
  if (!deed && !isLead) return;
  event.preventDefault();
  deed?.();
});

document.querySelector('[data-act="keys"]')?.addEventListener('click', () => keysDialog()?.showModal());
document.addEventListener('click', (event) => { if (event.target.closest?.('[data-act="wait"]')) toggleWait(); });

// What the palette offers: the deeds of these keys by their names in the list, one's own chats, the other screens.
const named = () => [...keysDialog().querySelectorAll('dt')].map((term) => ({ words: term.textContent, keys: [...term.nextElementSibling.querySelectorAll('kbd')].map((key) => key.textContent) }));
wirePalette(() => [
  ...rows().map((row) => ({ group: text('palette-chats'), symbol: 'message-circle', words: row.querySelector('.crow__name').textContent, act: () => open(Number(row.dataset.open)) })),
  ...named().filter(({ keys }) => keys.length === 1 && deeds[keys[0].toLowerCase()]).map(({ words, keys }) => ({
    group: text('palette-do'), symbol: 'zap', words, keys, act: deeds[keys[0].toLowerCase()],
  })),
  ...[...document.querySelectorAll('.rail__item[href]')].filter((link) => link.checkVisibility()).map((link) => ({
    group: text('palette-go'), symbol: 'arrow-right', words: link.querySelector('span:not(.count)').textContent, act: () => location.assign(link.href),
  })),
]);
