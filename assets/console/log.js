// The log of the open chat: follows its end while one reads there, loads what stands above, shows how far messages came.
import { el, icon } from './dom.js';
import { SYMBOLS } from './file-preview.js';
import { ask, parse } from './fragment.js';
import { watchDays } from './log-marks.js';
import { text } from './texts.js';

const NEAR_END_PX = 80;
const LOAD_ABOVE_PX = 160;
const TYPING_MS = 6_000;
const MOST = 300; // entries in the page; beyond that it is cut to
const KEPT = 200;
const POINT_MS = 1_500;
const MOST_STEPS = 20; // back in the log, to find one entry
const ICONS = { sent: 'check', delivered: 'check-check', read: 'check-check' };

const log = () => document.getElementById('log');
const chatOf = () => document.getElementById('conv')?.dataset.chat;
const entries = (node = log()) => [...(node?.querySelectorAll(':scope > [data-id]') ?? [])];

const idOf = (entry) => Number(entry.dataset.id);
export const isAtEnd = () => { const node = log(); return !node || node.scrollHeight - node.scrollTop - node.clientHeight < NEAR_END_PX; };

let upTo = 0;
let missed = 0;
let isLoading = false;
let typingTimer = null;
let tail = null; // what waits to be sent, and who types: always below the last entry
let wasAtEnd = true;

// Up to this entry nothing is missing on the screen. One's own newest may stand beyond it: the answer to it can overtake
// what the stream tells of a customer who wrote a moment before.
export const completeTo = () => upTo;

// Whether older entries are on their way, and what is done when they are here.
export const isLoadingEarlier = () => isLoading;
let landed = () => {};
export const onLanded = (act) => { landed = act; };

// A log has come into the page.
export function begin() {
  const node = log();
  missed = 0;
  upTo = Math.max(0, ...entries(node).map(idOf));
  if (!node) return;
  tail = el('div', { class: 'tail' });
  node.append(tail);
  watchDays(node);
  toEnd();
  node.addEventListener('scroll', () => {
    wasAtEnd = isAtEnd();
    if (wasAtEnd) clearMissed();
    if (node.scrollTop < LOAD_ABOVE_PX) loadEarlier();
  }, { passive: true });
  // Pictures grow after they came, and a telephone's keyboard takes half the height: the end stays in sight.
  new ResizeObserver(() => { if (wasAtEnd) toEnd(); }).observe(node);
  node.addEventListener('load', () => { if (wasAtEnd) toEnd(); }, true);
  document.getElementById('jump')?.addEventListener('click', toEnd);
}

export function toEnd() {
  const node = log();
  if (!node) return;
  node.scrollTop = node.scrollHeight;
  wasAtEnd = true;
  clearMissed();
}

function clearMissed() {
  missed = 0;
  const jump = document.getElementById('jump');
  if (jump) jump.hidden = true;
}

// Entries as the server drew them, each once and in its place. Answers whether there are more.
export function append(html, { isOwn = false } = {}) {
  const node = log();
  if (!node) return false;
  const follows = isOwn || isAtEnd();
  let added = 0;
  const page = parse(html).firstElementChild;
  for (const entry of [...page?.children ?? []]) {
    if (entry.matches('.daymark')) {
      if (!node.querySelector(`:scope > .daymark--chat[data-chat="${entry.dataset.chat}"]`)) tail.before(entry);
      continue;
    }
    if (!isOwn) upTo = Math.max(upTo, idOf(entry));
    if (document.getElementById(entry.id)) continue;
    entry.classList.add('is-new');
    (entries(node).find((other) => idOf(other) > idOf(entry)) ?? tail).before(entry);
    if (entry.dataset.by === 'customer') stopTyping();
    if (entry.dataset.by !== 'system') added += 1;
  }
  if (follows) {
    cut(node);
    toEnd();
  } else if (added > 0) {
    missed += added;
    const jump = document.getElementById('jump');
    jump.hidden = false;
    jump.querySelector('span').textContent = missed === 1 ? text('new-one') : text('new-many', { count: missed });
  }
  return page?.hasAttribute('data-more') ?? false;
}

// One entry has changed where it stands.
export function replace(html) {
  for (const entry of parse(html).firstElementChild?.querySelectorAll(':scope > [data-id]') ?? []) {
    const old = document.getElementById(entry.id);
    if (!old) continue;
    // What stands above it on this screen decides whether it goes on from there.
    entry.className = entry.className.replace(' msg--cont', '') + (old.classList.contains('msg--cont') ? ' msg--cont' : '');
    old.replaceWith(entry);
  }
}

// What other messages quote of it.
export function requote({ id, text: words = '', unsent_at: unsentAt }) {
  for (const quote of document.querySelectorAll(`#log [data-quoted="${id}"] span`)) quote.textContent = unsentAt ? text('unsent') : words.slice(0, 200);
}

// Shows where a message stands, if it is on the page.
export function point(id) {
  const entry = document.getElementById(`m-${id}`);
  if (!entry) return;
  entry.scrollIntoView({ block: 'center' });
  entry.classList.add('is-pointed');
  setTimeout(() => entry.classList.remove('is-pointed'), POINT_MS);
}

// A chat that goes on all day does not fill the page: what is far above can be loaded again.
function cut(node) {
  const all = entries(node);
  if (all.length <= MOST) return;
  const link = node.querySelector('[data-earlier]');
  link.hidden = false;
  while (link.nextElementSibling !== all.at(-KEPT)) link.nextElementSibling.remove();
}

async function loadEarlier() {
  const node = log();
  const link = node?.querySelector('[data-earlier]');
  if (!link || link.hidden || isLoading) return;
  isLoading = true;
  node.ariaBusy = 'true';
  try {
    const first = entries(node)[0]?.dataset.id;
    const answer = await ask(`${link.getAttribute('href')}?before=${first}`);
    if (!answer.ok || log() !== node) return;
    const page = parse(await answer.text()).firstElementChild;
    // What is being read keeps its place: the distance to the end stays what it was.
    const below = node.scrollHeight - node.scrollTop;
    // The chat that goes on above has its mark further up now.
    const oldest = [...page.querySelectorAll('.daymark--chat')].at(-1)?.dataset.chat;
    const mark = node.querySelector(':scope > .daymark--chat');
    if (mark && mark.dataset.chat === oldest) mark.remove();
    link.after(...page.children);
    link.hidden = !page.hasAttribute('data-more');
    node.scrollTop = node.scrollHeight - below;
  } catch { /* The next scroll tries again. */ } finally {
    node.ariaBusy = 'false';
    isLoading = false;
    landed();
  }
}

// Brings an entry into sight, however far above it stands; null when it is not there.
export async function reveal(id) {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const entry = document.getElementById(`m-${id}`);
    if (entry) { entry.scrollIntoView({ block: 'center' }); wasAtEnd = isAtEnd(); return entry; }
    // Scrolling may have begun to load by itself.
    while (isLoading) await new Promise((go) => { setTimeout(go, 50); });
    const before = entries()[0];
    await loadEarlier();
    if (entries()[0] === before) return null;
  }
  return null;
}
document.addEventListener('click', (event) => {
  if (!event.target.closest?.('[data-earlier]')) return;
  event.preventDefault();
  loadEarlier();
});

// How far this chat's messages have come. Marks only move forward.
export function receipt({ delivered_id: delivered, read_id: read }) {
  for (const entry of document.querySelectorAll(`#log > .msg--out[data-chat="${chatOf()}"]`)) {
    const ticks = entry.querySelector('.ticks');
    if (!ticks || !ICONS[ticks.dataset.tick]) continue;
    const id = Number(entry.dataset.id);
    const state = id <= read ? 'read' : id <= delivered ? 'delivered' : 'sent';
    if (ticks.dataset.tick === state || ticks.dataset.tick === 'read') continue;
    ticks.dataset.tick = state;
    ticks.className = `ticks ticks--${state}`;
    ticks.title = text(`tick-${state}`);
    // The words change where they are: something added would be read aloud.
    ticks.querySelector('.sr-only').firstChild.data = text(`tick-${state}`);
    ticks.querySelector('svg').replaceWith(icon(ICONS[state], 'xs'));
  }
}

// ── What waits to be sent ──────────────────────────────────────────────────

export function drawPending(item, parts) {
  if (!tail) return;
  // It is read aloud when it stands in the log for good.
  const node = el('article', { 'aria-live': 'off', class: `msg msg--out ${item.failed ? 'msg--failed' : 'msg--queued'}${item.mode === 'comment' ? ' msg--comment' : ''}`, 'data-key': item.key },
    el('div', { class: 'msg__body' },
      item.text && el('div', { class: 'bubble', dir: 'auto' }, el('span', { class: 'bubble__text' }, item.text)),
      ...item.files.map((file) => el('div', { class: 'bubble' }, icon(file.card ? 'gallery-horizontal-end' : SYMBOLS[file.sort] ?? 'image', 'sm'), ' ', el('bdi', {}, file.kind === 'voice' ? text('sort-voice') : file.name))),
      el('div', { class: 'msg__meta', role: item.failed ? 'alert' : null }, ...parts)),
    el('span'));
  const old = tail.querySelector(`[data-key="${item.key}"]`);
  if (old) old.replaceWith(node);
  else {
    tail.append(node);
    toEnd();
  }
}

export function undrawPending(key) {
  tail?.querySelector(`[data-key="${key}"]`)?.remove();
}

// ── Who types ──────────────────────────────────────────────────────────────

// Changes what stands below the last entry; whoever reads the end goes on reading it.
export function atEnd(change) {
  if (!tail) return;
  const follows = isAtEnd();
  change(tail);
  if (follows) toEnd();
}

export function showTyping() {
  // What is typed itself says more (preview.js).
  if (!tail || tail.querySelector('.bubble--ahead')) return;
  clearTimeout(typingTimer);
  typingTimer = setTimeout(stopTyping, TYPING_MS);
  if (tail.querySelector('.typing')) return;
  // Typing is not announced.
  const dots = el('article', { class: 'msg msg--in', 'data-typing': true, 'aria-hidden': 'true' }, el('span'),
    el('div', { class: 'msg__body' }, el('div', { class: 'bubble typing' }, el('i'), el('i'), el('i'))));
  atEnd(() => tail.append(dots));
}

export function stopTyping() {
  clearTimeout(typingTimer);
  tail?.querySelector('[data-typing]')?.remove();
}
