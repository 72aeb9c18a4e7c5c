// What shows while one looks elsewhere: how many wait, in the tab's title and icon and on the installed app; who has just written.
import { mineIds, nameOf, onList, waitingCount } from './list.js';
import { listen } from './stream.js';
import { text } from './texts.js';

const TURN_MS = 2_000;
const link = document.querySelector('link[rel="icon"]');
const quiet = link?.getAttribute('href');
let wrote = '';
let turn = null;
let turned = false;

const own = () => document.title.replace(/^\(\d+\+?\) /, '');
const shown = (count) => (count > 99 ? '99+' : String(count));
let base = own();

function show() {
  const count = waitingCount();
  const words = turned && wrote ? text('wrote', { name: wrote }) : base;
  document.title = count > 0 ? `(${shown(count)}) ${words}` : words;
}

function count() {
  const waiting = waitingCount();
  if (link) link.href = waiting > 0 ? link.dataset.waiting : quiet;
  for (const badge of document.querySelectorAll('[data-waiting-count]')) {
    badge.hidden = waiting === 0;
    badge.textContent = shown(waiting);
  }
  navigator.setAppBadge?.(waiting || undefined).catch?.(() => {});
  if (waiting === 0) navigator.clearAppBadge?.().catch?.(() => {});
  show();
}

// Another chat gives the page another title; the number before it is ours.
new MutationObserver(() => {
  const now = own();
  if (turned || now === base || (wrote && now === text('wrote', { name: wrote }))) return;
  base = now;
  show();
}).observe(document.querySelector('title'), { childList: true });

onList(count);

listen((kind, data) => {
  const isNamed = kind === 'comment' && data.mentions?.includes(Number(document.getElementById('main').dataset.agent));
  const isMine = kind === 'message' && data.author?.kind === 'visitor' && mineIds().includes(data.conversation_id);
  if (!document.hidden || !(isMine || isNamed)) return;
  wrote = isNamed ? data.author.name : nameOf(data.conversation_id);
  turn ??= setInterval(() => { turned = !turned; show(); }, TURN_MS);
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  clearInterval(turn);
  turn = null;
  turned = false;
  wrote = '';
  show();
});
