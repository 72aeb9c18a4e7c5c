// The list of the Chats page (#chat-list): shown anew when its address changes, and kept up to date by events.
// What somebody points at never moves: meanwhile only what stands in the rows changes, and "3 new" tells of the rest.
import { ask, morph, parse, patiently, sentenceIn } from './fragment.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const PAGE = 50;
const MOST = 500;
const PAUSE_MS = 700;

const section = () => document.getElementById('chat-list');
const box = () => document.getElementById('chat-rows');
const form = () => document.getElementById('chat-filters');
const news = () => document.getElementById('chat-news');
const rowsIn = (root) => [...root.querySelectorAll('tr[data-chat]')];

export const rows = () => rowsIn(section());
export const rowOf = (id) => document.getElementById(`chat-${id}`);

// Whoever keeps something beside the rows that the server does not know puts it back after each drawing.
const draws = [];
export const whenDrawn = (deed) => draws.push(deed);
const drawn = (isOther = false) => { for (const deed of draws) deed({ isOther }); };

// How many rows are shown, so that as many come back.
let shown = PAGE;
let pressed = false;
let pointed = false;
let waits = false;

const isHeld = () => pressed || pointed
  || (document.activeElement !== box() && box().contains(document.activeElement));

// What is wrong with an address the server's own page says better than a notice; a house that cannot answer just now has
// no page either, and what is shown stays.
function refuse(status, answered, address) {
  if (status >= 500 || status === 429) toast(sentenceIn(answered) ?? text('no-answer'));
  else location.assign(address);
}

// Another list: of another tab, other filters, another order.
let loading = null;
export async function show(address) {
  loading?.abort();
  const mine = new AbortController();
  loading = mine;
  section().setAttribute('aria-busy', 'true');
  try {
    const answer = await ask(address, { signal: patiently(mine.signal) });
    const html = await answer.text();
    if (loading !== mine) return;
    if (!answer.ok) { refuse(answer.status, html, address); return; }
    shown = PAGE;
    waits = false;
    morph(section(), html, form());
    drawn(true);
    box().scrollTop = 0;
    const count = document.querySelector('#chat-tabs [aria-current] .count')?.textContent ?? '';
    document.getElementById('chat-found').textContent = text('chats-found', { count });
  } catch (error) {
    if (error.name !== 'AbortError') toast(text('no-answer'));
  } finally {
    if (loading === mine) {
      loading = null;
      section().removeAttribute('aria-busy');
    }
  }
}

// Which list the address asks for, whatever stands beside it.
function present() {
  const address = new URL(location.href);
  for (const name of ['chat', 'since']) address.searchParams.delete(name);
  return address.search;
}

// The same list as it is now. One request is under way; what is asked meanwhile comes after it.
let running = false;
let again = false;
export async function refresh({ forced = false } = {}) {
  if (running) { again = true; return; }
  running = true;
  const { href } = location;
  const rowsAsked = shown;
  try {
    const address = new URL(href);
    address.searchParams.delete('since');
    address.searchParams.set('rows', shown);
    const answer = await ask(address);
    const html = await answer.text();
    // Somebody may have asked for another list meanwhile.
    if (!answer.ok || loading || location.href !== href) return;
    // More are shown by now than were asked for.
    if (shown > rowsAsked) { again = true; return; }
    if (isHeld() && !forced) hold(parse(html));
    else {
      waits = false;
      morph(section(), html);
      if (forced) box().scrollTop = 0;
    }
    drawn();
  } catch { /* The stream tells when the line is back. */ } finally {
    running = false;
    if (again) { again = false; refresh(); }
  }
}

// Events come in flocks; each flock is one look at the list.
let timer = null;
let looked = 0;
export function soon() {
  if (timer) return;
  timer = setTimeout(() => {
    timer = null;
    looked = performance.now();
    if (document.hidden) waits = true;
    else refresh();
  }, Math.max(50, looked + PAUSE_MS - performance.now()));
}

const alone = (element) => {
  const fragment = document.createDocumentFragment();
  if (element) fragment.append(element);
  return fragment;
};

// Everything that changes without moving a row: the numbers, what stands in the rows, where links lead.
function hold(next) {
  waits = true;
  const twins = new Map(rowsIn(next).map((row, place) => [row.id, { row, place }]));
  const here = rows();
  const known = new Set(here.map((row) => row.id));
  const lastKnown = Math.max(-1, ...here.map((row) => twins.get(row.id)?.place ?? -1));
  const isWhole = !document.getElementById('chat-older');
  const fresh = [...twins].filter(([id, { place }]) => !known.has(id) && (isWhole || place < lastKnown)).length;
  const lastHere = here.findLastIndex((row) => twins.has(row.id));
  here.forEach((row, place) => {
    const twin = twins.get(row.id)?.row;
    if (twin) morph(row, alone(twin));
    // What fell off the end of the page is not gone.
    row.toggleAttribute('data-gone', !twin && (isWhole || place < lastHere));
  });
  for (const id of ['chat-tabs', 'chat-filters']) {
    const part = document.getElementById(id);
    const twin = next.getElementById(id);
    if (part && twin && !part.contains(document.activeElement)) morph(part, alone(twin));
  }
  const head = section().querySelector('thead');
  const newHead = next.querySelector('thead');
  if (head && newHead) morph(head, alone(newHead));
  tell(fresh);
}

function tell(fresh) {
  const button = news();
  button.querySelector('span').textContent = text('chats-news', { count: fresh });
  button.hidden = fresh === 0;
}

export function release() {
  // The focus is between two elements at the moment it leaves one.
  setTimeout(() => { if (waits && !isHeld()) { waits = false; refresh(); } });
}

// Older chats come below those that are shown, up to a limit; beyond it they are a page of their own.
async function older(link) {
  const list = present();
  const answer = await ask(link.href);
  const html = await answer.text();
  // Somebody may have asked for another list meanwhile: below that one they do not belong.
  if (loading || present() !== list) return;
  if (!answer.ok) { refuse(answer.status, html, link.href); return; }
  const next = parse(html);
  const more = rowsIn(next).filter((row) => !document.getElementById(row.id));
  const body = section().querySelector('tbody');
  body.append(...more);
  drawn();
  shown = Math.min(MOST, Math.ceil(rows().length / PAGE) * PAGE);
  if (!new URL(location.href).searchParams.has('after')) next.getElementById('chat-newest')?.remove();
  const hadFocus = document.activeElement === link;
  morph(document.getElementById('chat-pager'), alone(next.getElementById('chat-pager')));
  if (hadFocus) more[0]?.querySelector('a[data-open]')?.focus();
}

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('#chat-older');
  if (link && rows().length + PAGE <= MOST && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    older(link).catch(() => toast(text('no-answer')));
  } else if (event.target.closest?.('#chat-news')) {
    refresh({ forced: true });
    box().focus();
  }
});

document.addEventListener('pointerdown', (event) => { pressed = box().contains(event.target); });
for (const kind of ['pointerup', 'pointercancel']) {
  document.addEventListener(kind, () => { pressed = false; release(); });
}
// A finger points only while it presses.
document.addEventListener('pointerover', (event) => {
  const was = pointed;
  pointed = event.pointerType === 'mouse' && box().contains(event.target);
  if (was && !pointed) release();
});
document.documentElement.addEventListener('pointerleave', () => { pointed = false; release(); });
section().addEventListener('focusout', release);
// Even below a pointer that has rested on the list all the while, what stands in the rows is as it is now.
document.addEventListener('visibilitychange', () => { if (!document.hidden && waits) soon(); });
// How long somebody has waited is part of a row.
setInterval(() => { if (!document.hidden) soon(); }, 60_000);
