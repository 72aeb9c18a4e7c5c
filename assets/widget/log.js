// The list of messages: order, day marks, scrolling, older pages, and what still waits to be sent.
import { state } from './boot.js';
import { call } from './api.js';
import { bubble, isOut, isSystem, parts, tick } from './bubble.js';
import { avatar, el, icon } from './dom.js';
import { discard, retry } from './outbox.js';
import { dayName, dayOf, t, tn } from './words.js';

const NEAR_END_PX = 80;
const LOAD_ABOVE_PX = 160;
const ONE_RUN_MS = 180_000;
const PAGE = 50;
const NEWEST = Number.MAX_SAFE_INTEGER;

const shown = new Map(); // id -> {message, node}; a node is null where there is nothing to show
const tail = el('div', { class: 'tail' });
const typing = el('article', { class: 'msg msg--in', hidden: true });
const list = el('div', { class: 'log', role: 'log', 'aria-label': t('messages'), tabindex: '0', scroll: scrolled }, tail);
const chip = el('button', { type: 'button', class: 'newer', hidden: true, click: toEnd });
export const log = el('div', { class: 'logbox' }, list, chip);

let missed = 0;
let isLoaded = false;  // the newest page has come; a message just sent may stand here before it
let isLoading = false;
let typingTimer = null;
let watch = () => {};
let underway = 0;
const revised = new Map(); // what the stream said of messages while a page was on its way: the page may be older

// Receipts want to see every bubble of the other side appear.
export const watchBubbles = (watcher) => { watch = watcher; };
export const root = list;
export const isEmpty = () => shown.size === 0 && tail.querySelector('[data-key]') === null;
export const received = () => [...shown.values()].map((entry) => entry.message).filter((message) => !isOut(message) && !isSystem(message));
export const lastClosing = () => [...shown.values()].map((entry) => entry.message).filter((message) => isSystem(message) && message.text === 'closed').at(-1);
const lastId = () => Math.max(0, ...shown.keys());

async function pageOf(query) {
  underway += 1;
  try {
    const page = await call('GET', `/messages?${query}`);
    page.messages = page.messages.map((message) => revised.get(message.id) ?? message);
    return page;
  } finally {
    underway -= 1;
    if (!underway) revised.clear();
  }
}

export async function loadNewest() {
  const page = await pageOf(`before=${NEWEST}&limit=${PAGE}`);
  state.earlier = page.earlier;
  isLoaded = true;
  await quietly(() => page.messages.forEach(place));
  toEnd();
}

// Everything after the newest one we have, so that no gap can stay after a lost connection.
export async function catchUp() {
  if (!isLoaded) return loadNewest();
  const last = lastId();
  const newest = await pageOf(`before=${NEWEST}&limit=${PAGE}`);
  // What stands here may have been changed or taken back meanwhile.
  newest.messages.filter(isOtherNow).forEach(revise);
  const hasGap = newest.earlier && newest.messages[0]?.id > last;
  for (let after = hasGap ? last : null; after !== null;) {
    const page = await pageOf(`after=${after}&limit=200`);
    page.messages.forEach(append);
    after = page.next_after;
  }
  newest.messages.forEach(append);
}

const changedAt = ({ edited_at: edited, unsent_at: unsent }) => Math.max(edited ?? 0, unsent ?? 0);
const isOtherNow = (message) => shown.has(message.id) && changedAt(message) > changedAt(shown.get(message.id).message);

async function loadOlder() {
  if (isLoading || !state.earlier) return;
  isLoading = true;
  try {
    const page = await pageOf(`before=${Math.min(...shown.keys())}&limit=${PAGE}`);
    state.earlier = page.earlier;
    // What is being read keeps its place: the distance to the end stays what it was.
    const below = list.scrollHeight - list.scrollTop;
    await quietly(() => page.messages.forEach(place));
    list.scrollTop = list.scrollHeight - below;
  } catch { /* The next scroll tries again. */ } finally {
    isLoading = false;
  }
}

// History is no news: a screen reader is not told of it.
async function quietly(act) {
  list.ariaBusy = 'true';
  list.ariaLive = 'off';
  act();
  await new Promise(requestAnimationFrame);
  list.ariaBusy = 'false';
  list.ariaLive = 'polite';
}

export function append(message) {
  const follow = isAtEnd() || isOut(message);
  const node = place(message);
  if (!node) return false;
  node.classList.add('msg--fresh');
  if (!isOut(message)) stopTyping();
  if (follow) toEnd();
  else if (!isSystem(message)) {
    missed += 1;
    chip.replaceChildren(icon('down', 'icon--xs'), tn('new', missed));
    chip.hidden = false;
  }
  return true;
}

// Its words have changed where it stands.
export function revise(message) {
  if (underway) revised.set(message.id, message);
  const old = shown.get(message.id)?.node;
  if (!old) return;
  const node = bubble(message);
  node.className = old.className;
  node.mark = old.mark;
  shown.set(message.id, { message, node });
  old.replaceWith(node);
  tick(node, message.id);
  if (!isOut(message)) watch(node, message.id);
}

function place(message) {
  if (shown.has(message.id)) return null;
  const node = bubble(message);
  shown.set(message.id, { message, node });
  if (!node) return null;
  let next = tail;
  while (Number(prior(next)?.dataset.id) > message.id) next = prior(next);
  list.insertBefore(node, next === tail ? tail : next.mark ?? next);
  settle(node, message);
  if (next !== tail) settle(next, shown.get(Number(next.dataset.id)).message);
  tick(node, message.id);
  if (!isOut(message) && !isSystem(message)) watch(node, message.id);
  return node;
}

// The message before this one, day marks skipped.
function prior(node) {
  let before = node.previousElementSibling;
  while (before && !before.dataset.id) before = before.previousElementSibling;
  return before;
}

// Neighbours decide two things: whether a new day begins here, and whether this is one breath with the message before.
function settle(node, message) {
  const previous = shown.get(Number(prior(node)?.dataset.id))?.message;
  const isNewDay = dayOf(message.created_at) !== dayOf(previous?.created_at ?? Date.now());
  node.mark?.remove();
  node.mark = isNewDay ? el('p', { class: 'daymark' }, dayName(message.created_at)) : null;
  if (node.mark) node.before(node.mark);
  const isRun = previous && !isNewDay && !isSystem(previous) && !isSystem(message)
    && previous.author.kind === message.author.kind && previous.author.name === message.author.name
    && message.created_at - previous.created_at < ONE_RUN_MS;
  node.classList.toggle('msg--cont', Boolean(isRun));
}

export function ticks() {
  for (const [id, { message, node }] of shown) if (node && isOut(message)) tick(node, id);
}

// ── What waits ─────────────────────────────────────────────────────────────

export function drawWaiting(item) {
  const old = tail.querySelector(`[data-key="${item.key}"]`);
  const failed = item.failed;
  const node = el('article', { class: `msg msg--out ${failed ? 'msg--failed' : 'msg--queued'}`, 'data-key': item.key },
    el('div', { class: 'msg__body' }, parts({ text: item.text, attachments: item.files.filter((file) => file.blob) }),
      el('div', { class: 'msg__meta', role: failed ? 'alert' : null }, failed ? failure(item) : [icon(item.kept ? 'check' : 'clock', 'icon--xs'), el('span', {}, t(item.kept ? 'kept' : 'waiting')),
        item.files.length > 0 && !item.kept && el('button', { type: 'button', class: 'linkbtn', click: () => discard(item.key) }, t('cancel'))])));
  // A file of the last visit has no bytes here any more; its name still says what was meant.
  for (const file of item.files) if (!file.blob) node.firstChild.prepend(el('div', { class: 'bubble' }, file.name));
  if (old) old.replaceWith(node);
  else { tail.insertBefore(node, typing); toEnd(); }
}

export function showProgress({ key, share }) {
  const words = tail.querySelector(`[data-key="${key}"] .msg__meta span`);
  if (words) words.textContent = `${t('waiting')} · ${Math.floor(share * 100)} %`;
}

function failure(item) {
  const again = () => retry(item.key);
  const reason = item.failed === 'lost' ? t('file-lost') : t('not-sent', { reason: item.failed === 'refused' ? '' : item.failed });
  return [icon('alert', 'icon--xs'), el('span', {}, reason),
    // A file that is refused for what it is will be refused again.
    item.failed !== 'lost' && ![413, 415].includes(item.status) && el('button', { type: 'button', class: 'linkbtn', click: again }, t('try-again')),
    el('button', { type: 'button', class: 'linkbtn', click: () => discard(item.key) }, t('remove'))];
}

export const undraw = (key) => tail.querySelector(`[data-key="${key}"]`)?.remove();

// The same message, now with an id and a time of the server's.
export function confirm({ item, answer }) {
  undraw(item.key);
  append({ id: answer.id, conversation_id: answer.conversation_id, created_at: answer.created_at, author: { kind: 'visitor' }, text: item.text, attachments: item.files });
}

export function forgetAll() {
  for (const { node } of shown.values()) { node?.mark?.remove(); node?.remove(); }
  shown.clear();
  isLoaded = false;
}

// ── Typing ─────────────────────────────────────────────────────────────────

export function showTyping({ name, until }) {
  const follow = isAtEnd();
  clearTimeout(typingTimer);
  // The two clocks may differ: no sign of typing lasts longer than eight seconds, none less than three.
  const ms = Math.min(Math.max(until - Date.now() || 0, 3000), 8000);
  typingTimer = setTimeout(stopTyping, ms);
  typing.replaceChildren(avatar(state.conversation?.agent, 'avatar--sm'),
    el('div', { class: 'bubble typing', role: 'img', 'aria-label': t('typing', { name: name || t('team') }) }, el('i'), el('i'), el('i')));
  typing.hidden = false;
  typing.ariaHidden = 'true'; // Typing is not announced.
  if (follow) toEnd();
}

export function stopTyping() {
  clearTimeout(typingTimer);
  typing.hidden = true;
}

// ── Scrolling ──────────────────────────────────────────────────────────────

const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;

export function toEnd() {
  list.scrollTop = list.scrollHeight;
  missed = 0;
  chip.hidden = true;
}

function scrolled() {
  if (isAtEnd()) { missed = 0; chip.hidden = true; }
  if (list.scrollTop < LOAD_ABOVE_PX) loadOlder();
}

tail.append(typing);
// Pictures grow after they were placed, and the keyboard of a phone takes half the height: the end stays in sight.
let wasAtEnd = true;
list.addEventListener('scroll', () => { wasAtEnd = isAtEnd(); });
new ResizeObserver(() => { if (wasAtEnd) toEnd(); }).observe(list);
list.addEventListener('load', () => { if (wasAtEnd) toEnd(); }, true);
