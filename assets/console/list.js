// The first pane (#list): drawn anew by the server whenever something happened, without moving what somebody points at.
import { ask, morph, parse } from './fragment.js';
import { linked, listen } from './stream.js';
import { keep, recall } from './store.js';

const LATE_MS = 60_000;
const VERY_LATE_MS = 180_000;
const HOLD_MS = 3_000;
const REST_MS = 120;
const AGAIN_MS = 5_000;
const TYPING_MS = 6_000;
// Events that change nothing in this pane.
const ELSEWHERE = new Set(['receipt', 'note', 'page', 'access', 'typing']);

const watchers = new Set();
const typing = new Map();
let isRunning = false;
let isAsked = false;
let holdTimer = null;
let heldSince = null; // when rows were first kept in their old order
let lead = 0; // how far the server's clock is ahead of ours

export const ahead = () => lead;
export const list = () => document.getElementById('list');
// Who waits and could be taken: what is held for a colleague calls nobody else, nor does what a machine wrote.
export const waitingIds = () => [...document.querySelectorAll('#waiting > [data-chat]:not([data-held], [data-quiet])')].map((row) => Number(row.dataset.chat));
export const mineIds = () => [...document.querySelectorAll('#mine a[data-open]')].map((row) => Number(row.dataset.open));
export const waitingCount = () => Number(list()?.dataset.waiting ?? 0);
export const nameOf = (chat) => document.querySelector(`#w-${chat} .crow__name .truncate, #c-${chat} .crow__name .truncate`)?.textContent ?? '';
export const previewOf = (chat) => document.querySelector(`#w-${chat} .crow__text`)?.textContent ?? '';
export const currentChat = () => Number(document.getElementById('conv')?.dataset.chat ?? 0) || null;

// Called after every drawing, and once now.
export function onList(watcher) {
  watchers.add(watcher);
  watcher();
}

export async function refresh() {
  if (isRunning) { isAsked = true; return; }
  isRunning = true;
  try {
    const chat = currentChat();
    const answer = await ask(`/console/list${chat ? `?chat=${chat}` : ''}`);
    if (!answer.ok) throw new Error(answer.statusText);
    draw(await answer.text());
  } catch {
    // Without a line the stream tells when it is back.
    if (linked()) setTimeout(refresh, AGAIN_MS);
  } finally {
    // A busy house says much at once; the pane is drawn a few times a second.
    setTimeout(() => {
      isRunning = false;
      if (isAsked) { isAsked = false; refresh(); }
    }, REST_MS);
  }
}

function draw(html) {
  const next = parse(html);
  let moved = false;
  const isPatient = heldSince === null || Date.now() - heldSince < HOLD_MS;
  if (isHeld() && isPatient) {
    for (const id of ['waiting', 'mine']) moved = keepOrder(document.getElementById(id), next.getElementById(id)) || moved;
  }
  clearTimeout(holdTimer);
  heldSince = moved ? heldSince ?? Date.now() : null;
  if (moved) holdTimer = setTimeout(refresh, HOLD_MS);
  // The pop-up lies above every pane, so it stands beside the list.
  const place = document.getElementById('offers');
  if (place) {
    const offers = document.createDocumentFragment();
    offers.append(next.getElementById('offers'));
    morph(place, offers);
  }
  const pane = document.createDocumentFragment();
  pane.append(next.getElementById('list'));
  morph(list(), pane);
  const state = document.querySelector('#availability > summary .dot');
  if (state) for (const dot of document.querySelectorAll('.rail__foot .avatar .dot')) dot.className = state.className;
  settle();
  for (const watcher of watchers) watcher();
}

// Somebody is about to click here.
const isHeld = () => Boolean(document.querySelector('#waiting:hover, #mine:hover, #waiting:focus-within, #mine:focus-within'));

// Rows that stand already keep their order; new ones come where the server has them.
function keepOrder(old, next) {
  if (!old || !next) return false;
  const idOf = (row) => row.id || row.firstElementChild?.id;
  const place = new Map([...old.children].map((row, index) => [idOf(row), index]));
  const rows = [...next.children];
  const known = rows.filter((row) => place.has(idOf(row)));
  const sorted = known.toSorted((a, b) => place.get(idOf(a)) - place.get(idOf(b)));
  if (sorted.every((row, index) => row === known[index])) return false;
  let taken = 0;
  next.replaceChildren(...rows.map((row) => (place.has(idOf(row)) ? sorted[taken++] : row)));
  return true;
}

// What the browser alone knows: the clock, who types, whether the wait list is folded.
function settle() {
  const pane = list();
  if (!pane) return;
  lead = Number(pane.dataset.now) - Date.now();
  const isOpen = recall('wait') !== 'closed';
  const button = pane.querySelector('[data-act="wait"]');
  button?.setAttribute('aria-expanded', isOpen);
  const panel = document.getElementById('wait');
  if (panel) panel.hidden = !isOpen;
  tick();
  drawTyping();
}

export function toggleWait(open = recall('wait') === 'closed') {
  keep('wait', open ? null : 'closed');
  settle();
  if (open) document.querySelector('#waiting .wrow__pick button')?.focus();
}

function tick() {
  const now = Date.now() + lead;
  for (const clock of document.querySelectorAll('time[data-left]')) {
    const seconds = Math.max(0, Math.ceil((Number(clock.dataset.left) - now) / 1000));
    const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    if (clock.textContent !== words) clock.textContent = words;
  }
  for (const clock of document.querySelectorAll('time[data-wait]')) {
    const waited = Math.max(0, now - Number(clock.dataset.wait));
    const seconds = Math.floor(waited / 1000);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const two = (number) => String(number).padStart(2, '0');
    const words = hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
    if (clock.textContent !== words) clock.textContent = words;
    clock.classList.toggle('late', waited >= LATE_MS && waited < VERY_LATE_MS);
    clock.classList.toggle('verylate', waited >= VERY_LATE_MS);
  }
}
setInterval(() => { if (!document.hidden) tick(); }, 1_000);
document.addEventListener('visibilitychange', () => { if (!document.hidden) tick(); });

function drawTyping() {
  const now = Date.now();
  for (const row of document.querySelectorAll('[data-preview]')) {
    const until = typing.get(Number(row.dataset.preview)) ?? 0;
    row.classList.toggle('is-typing', until > now);
  }
}

listen((kind, data) => {
  if (kind === 'typing') {
    if (data.kind !== 'visitor') return;
    typing.set(data.conversation_id, data.text === '' ? 0 : Date.now() + TYPING_MS);
    drawTyping();
    setTimeout(drawTyping, TYPING_MS + 100);
    return;
  }
  if (kind === 'link' && !data.linked) return;
  if (kind === 'message') typing.delete(data.conversation_id);
  if (!ELSEWHERE.has(kind)) refresh();
});

settle();
