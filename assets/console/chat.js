// The open chat: which one it is, how one comes to another without leaving the page, and what the stream says of it.
import * as composer from './composer.js';
import { refresh as refreshPanel, hear as hearPanel } from './customer.js';
import { newKey } from './dom.js';
import { ask, isHtml, morph, parse, sentenceIn } from './fragment.js';
import { currentChat, onList, refresh, waitingCount } from './list.js';
import * as log from './log.js';
import * as outbox from './outbox.js';
import * as outgoing from './outgoing.js';
import * as preview from './preview.js';
import * as seen from './seen.js';
import { linked, listen } from './stream.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const AGAIN_MS = 5_000;
const SAME_MS = 60_000; // for so long the house knows a key again
const home = document.getElementById('main');
const conv = () => document.getElementById('conv');
const isTouch = matchMedia('(pointer: coarse)').matches;

const consoleTitle = home.querySelector('h1').textContent;

let opening = 0;

// A chat, or no chat, as the server drew it, comes into the page.
function put(html, { focus = true } = {}) {
  const next = parse(html);
  const [pane, side] = ['#conv', '#side'].map((id) => next.querySelector(id));
  if (!pane) return false;
  // Whoever is typing goes on typing; without the focus the next letters would be taken for keys.
  const isTyping = composer.isFocused();
  composer.leave();
  conv().replaceWith(pane);
  const old = document.getElementById('side');
  if (side && old) old.replaceWith(side);
  else if (side) home.append(side);
  else old?.remove();
  begin({ focus, isTyping });
  return true;
}

function begin({ focus = true, isTyping = false } = {}) {
  const chat = currentChat();
  home.dataset.mobile = chat ? 'chat' : 'list';
  delete document.body.dataset.side;
  document.title = `${document.querySelector('.conv__name .truncate')?.textContent ?? consoleTitle} · Shopbell`;
  markCurrent();
  log.begin();
  composer.begin();
  outbox.drawAll();
  if ((focus || isTyping) && chat) {
    // On a telephone the keyboard would hide what was written.
    if (isTouch && !isTyping) document.getElementById('log')?.focus();
    else composer.focus();
  }
  seen.begin();
  preview.begin();
  if (heard.has(chat)) lookAgain();
}

// What the stream said of a chat while its page was on its way may be missing on it.
const heard = new Set();
let underway = 0;
async function askForPage(address, options) {
  underway += 1;
  try {
    const answer = await ask(address, options);
    return { answer, html: await answer.text() };
  } finally {
    // Whoever asked puts the page up first.
    setTimeout(() => {
      underway -= 1;
      if (underway === 0) heard.clear();
      lookAtRevised();
    });
  }
}

// With no chat open the pane says how many wait.
async function refreshQuiet() {
  const pane = conv();
  if (pane.dataset.stance !== 'none' || Number(pane.dataset.waiting) === waitingCount()) return;
  pane.dataset.waiting = waitingCount();
  try {
    const answer = await ask('/console');
    if (answer.ok && conv() === pane) morph(pane, await answer.text());
  } catch { /* The stream tells when the line is back. */ }
}

function markCurrent() {
  const chat = currentChat();
  for (const row of document.querySelectorAll('#chats a[data-open]')) {
    if (Number(row.dataset.open) === chat) row.setAttribute('aria-current', 'true');
    else row.removeAttribute('aria-current');
  }
}

export function go(path, html, options) {
  opening += 1; // what was asked for before comes too late
  if (!put(html, options)) { location.assign(path); return; }
  if (location.pathname !== path) history.pushState(null, '', path);
  refresh();
}

export async function open(chat, { push = true, focus = true } = {}) {
  const path = chat ? `/console/${chat}` : '/console';
  opening += 1;
  const mine = opening;
  conv().classList.add('is-leaving');
  try {
    const { answer, html } = await askForPage(path);
    // Another one was asked for meanwhile.
    if (mine !== opening) return;
    if (!answer.ok || !isHtml(answer)) { toast(text('opened-late', { reason: sentenceIn(html) ?? '' })); return; }
    if (push) go(path, html, { focus });
    else { put(html, { focus }); refresh(); }
  } catch {
    toast(text('opened-late', { reason: text('no-answer') }));
  } finally {
    conv().classList.remove('is-leaving');
  }
}

// A deed whose answer was lost may be done all the same: pressed again soon, it is that one, and takes no second chat.
const lost = new Map(); // address -> its key, and since when

function keyOf(address) {
  const { key, at } = lost.get(address) ?? {};
  return key && Date.now() - at < SAME_MS ? key : newKey();
}

// Does one of the console's deeds; the answer is the chat it led to, or the console without one.
async function post(address, body = new URLSearchParams()) {
  const key = keyOf(address);
  body.set('key', key);
  try {
    const { answer, html } = await askForPage(address, { method: 'POST', body });
    lost.delete(address);
    if (answer.ok && isHtml(answer)) return { path: new URL(answer.url).pathname, html };
    toast(sentenceIn(html) ?? answer.statusText);
    refresh();
    refreshHead();
  } catch {
    lost.set(address, { key, at: Date.now() });
    toast(text('no-answer'));
  }
  return null;
}

// By address: the form itself may be drawn anew meanwhile.
const busy = new Set();
async function submit(form, button) {
  const address = form.action;
  if (busy.has(address)) return null;
  busy.add(address);
  const led = await post(address, new URLSearchParams(new FormData(form, button)));
  busy.delete(address);
  return led;
}

// Takes back that a chat was closed, wherever one is by now.
export async function unclose(path) {
  const led = await post(`${path}/reopen`, new URLSearchParams({ undo: '1' }));
  if (led) go(led.path, led.html);
}

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('[data-take], [data-act-form], [data-list-form]')) return;
  event.preventDefault();
  const led = await submit(form, event.submitter);
  if (!led) return;
  if (form.matches('[data-list-form]')) {
    const menu = form.closest('details');
    // The focus does not stay in what is shut.
    if (menu?.contains(document.activeElement)) menu.querySelector('summary').focus();
    menu?.removeAttribute('open');
    // Whoever goes says first who gets their chats.
    if (led.path === '/console/hand-over') location.assign('/console/hand-over?then=offline');
    else refresh();
  } else {
    if (led.path === '/console' && form.matches('[data-take]')) toast(text('nobody-waits'));
    if (led.path === '/console' && form.matches('[data-act-form]')) toast(text(form.dataset.actForm === 'escalate' ? 'escalated' : 'put-back'));
    if (led.path !== '/console' || !form.matches('[data-take]')) go(led.path, led.html);
    else refresh();
  }
});

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-open], a[data-mobile-go]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.dataset.open) open(Number(link.dataset.open));
  else if (link.dataset.mobileGo === 'list') open(null, { focus: false });
  else home.dataset.mobile = link.dataset.mobileGo;
});

document.addEventListener('click', (event) => {
  if (!event.target.closest?.('[data-side-toggle]')) return;
  togglePanel();
});

export function togglePanel() {
  if (!document.getElementById('side')) return;
  if (matchMedia('(max-width: 720px)').matches) home.dataset.mobile = home.dataset.mobile === 'customer' ? 'chat' : 'customer';
  else if (document.body.dataset.side === 'open') delete document.body.dataset.side;
  else document.body.dataset.side = 'open';
}

addEventListener('popstate', () => {
  const chat = Number(/^\/console\/(\d+)$/.exec(location.pathname)?.[1] ?? 0) || null;
  open(chat, { push: false, focus: false });
});

// ── What the stream says ───────────────────────────────────────────────────

let fetching = null;
let isAsked = false;

// Everything after the newest entry on the screen. One request is under way; what is asked meanwhile comes after it.
export function catchUp() {
  if (!currentChat()) return Promise.resolve();
  if (fetching) { isAsked = true; return fetching; }
  fetching = (async () => {
    try {
      const chat = currentChat();
      const answer = await ask(`/console/${chat}/entries?after=${log.completeTo()}`);
      const html = await answer.text();
      if (!answer.ok) throw new Error(answer.statusText);
      if (chat === currentChat()) { isAsked = log.append(html) || isAsked; seen.look(); }
    } catch { later(catchUp); } finally {
      fetching = null;
      lookAtRevised();
      if (isAsked) { isAsked = false; catchUp(); }
    }
  })();
  return fetching;
}

// An answer that did not come is asked for again; without a line the stream tells when it is back.
function later(act) {
  if (linked()) setTimeout(act, AGAIN_MS);
}

function lookAgain() {
  catchUp();
  refreshHead();
}

let headAsked = false;
let isHeadRunning = false;
export async function refreshHead() {
  const chat = currentChat();
  if (!chat) return;
  if (isHeadRunning) { headAsked = true; return; }
  isHeadRunning = true;
  try {
    const answer = await ask(`/console/${chat}/head`);
    const html = await answer.text();
    // Its customer was erased.
    if (answer.status === 404 && chat === currentChat()) { location.assign('/console'); return; }
    if (!answer.ok) throw new Error(answer.statusText);
    // Another chat may have been opened meanwhile.
    if (chat === currentChat()) {
      const next = parse(html).firstElementChild;
      log.receipt({ delivered_id: Number(next.dataset.delivered), read_id: Number(next.dataset.read) });
      // Somebody else may answer now: what one writes in has changed its meaning, and the words in it are kept.
      if (next.dataset.stance !== conv().dataset.stance) await open(chat, { push: false, focus: false });
      else for (const id of ['head', 'banners']) morph(document.getElementById(id), next.querySelector(`#${id}`).outerHTML);
    }
  } catch { later(refreshHead); } finally {
    isHeadRunning = false;
    if (headAsked) { headAsked = false; refreshHead(); }
  }
}

// What became of messages while entries were on their way: those may have been drawn before it.
const early = new Map();
const isOnTheWay = (chat) => underway > 0 || fetching !== null || log.isLoadingEarlier() || outbox.isSending(chat);

function lookAtRevised() {
  const known = [...early.values()];
  early.clear();
  known.forEach(revised);
}
log.onLanded(lookAtRevised);

// A message was edited or taken back, its file came, or it has gone further on its way.
function revised(data) {
  log.requote(data);
  if (isOnTheWay(data.conversation_id)) early.set(data.id, data);
  redraw(data.id);
}

// One request for each entry; what changes meanwhile is asked for after it.
const redrawing = new Map();
async function redraw(id) {
  if (!document.getElementById(`m-${id}`)) return;
  if (redrawing.has(id)) { redrawing.set(id, true); return; }
  redrawing.set(id, false);
  try {
    const answer = await ask(`/console/entries/${id}`);
    if (answer.ok && isHtml(answer)) log.replace(await answer.text());
  } catch { later(() => redraw(id)); } finally {
    const isStale = redrawing.get(id);
    redrawing.delete(id);
    if (isStale) redraw(id);
  }
}

listen((kind, data) => {
  hearPanel(kind, data);
  const chat = currentChat();
  if (kind === 'link') {
    if (data.linked) { outbox.hurry(); lookAgain(); }
    return;
  }
  if (kind === 'reset') { lookAgain(); refreshPanel(); return; }
  if (underway > 0) heard.add(kind === 'conversation' ? data.id : data.conversation_id);
  if (!chat) return;
  const { customer, identity } = conv().dataset;
  if (kind === 'message' || kind === 'comment') {
    if (data.conversation_id !== chat) return;
    // Whoever speaks ends the silence, and moves on those who ask about the same.
    if (document.querySelector('#silence, #together')) refreshHead();
    // The answer to one's own message says where it belongs.
    if (outbox.isSending(chat) && data.author?.kind === 'agent' && String(data.author.id) === home.dataset.agent) return;
    catchUp();
  } else if (kind === 'revision') revised(data);
  else if (kind === 'conversation' && data.id === chat) {
    lookAgain();
  } else if (kind === 'conversation' && data.customer?.id === Number(customer) && conv().dataset.stance === 'ended') refreshHead();
  else if (kind === 'customer' && data.id === Number(customer)) refreshHead();
  else if (kind === 'receipt' && data.conversation_id === chat) log.receipt(data);
  else if (kind === 'typing' && data.conversation_id === chat && data.kind === 'visitor') ('text' in data ? preview.show(data.text) : log.showTyping());
  else if (kind === 'page' && data.identity_id === Number(identity)) refreshPanel();
});

outbox.wire({
  moved(path, html, from, to) {
    if (from !== currentChat()) { refresh(); return; }
    composer.carry(to);
    go(path, html);
    lookAgain();
  },
  edit: (item) => composer.restore(item),
  takeBack: (item, words) => composer.takeBack(item, words),
  changed: () => catchUp(),
  // It stands in the log, or rests below it.
  stored(html) {
    if (/^<div[^>]* id="outgoing"/.test(html)) { outgoing.draw(html); return; }
    log.append(html, { isOwn: true });
    lookAtRevised();
  },
});

export function start() {
  outbox.resume();
  begin({ focus: !location.hash });
  onList(() => { markCurrent(); refreshQuiet(); });
}
