// Translation of a chat, both ways, by the machine that an admin named. What the customer wrote is shown in one's own language
// with the original one click away; what one writes is shown in theirs before it leaves. On or off per chat, in this browser.
import * as answering from './answering.js';
import * as composer from './composer.js';
import { el, icon } from './dom.js';
import { ask } from './fragment.js';
import { lines } from './lines.js';
import { currentChat } from './list.js';
import { keep, recall } from './store.js';
import { text } from './texts.js';

const PAUSE_MS = 600;
const PATIENCE_MS = 40_000; // its own limits are the server's
const MOST = 60;

const place = (chat) => `translate:${chat}`;
const button = () => document.querySelector('[data-act="translate"]');
const isThere = () => 'translates' in (document.getElementById('composer')?.dataset ?? {});
const isOn = () => Boolean(button()) && recall(place(currentChat())) === 'on';
const log = () => document.getElementById('log');
const field = () => document.getElementById('text');

// ── What was written ───────────────────────────────────────────────────────

const known = new Map();   // message -> { text, is_original } or { fault }
const asked = new Set();   // messages of which we need not ask again, with and without a machine
const flipped = new Set(); // of which one looks at the other text
let asking = null;
let watcher = null;
let soon = null;

function entries() {
  return [...(log()?.querySelectorAll('article[data-id]:is(.msg--in, .msg--out):not(.msg--comment)') ?? [])].filter((one) => one.querySelector('.bubble__text'));
}

function drawEntry(entry) {
  const id = Number(entry.dataset.id);
  const isOurs = entry.classList.contains('msg--out');
  const said = known.get(id);
  const own = entry.querySelector('.bubble__text');
  const mayShow = said && (isOurs ? said.is_original : isOn() && said.text !== own.textContent);
  const old = entry.querySelector('.bubble__other');
  const oldTool = entry.querySelector('.msg__other');
  if (!mayShow) { old?.remove(); oldTool?.remove(); entry.classList.remove('is-other'); return; }
  if (said.fault) {
    const words = text('translate-failed');
    if (oldTool?.textContent !== words) { oldTool?.remove(); own.parentElement.after(tool(words, () => { known.delete(id); asked.delete(`${id} on`); look(); })); }
    return;
  }
  // Of ours one sees what the customer got, of theirs what one understands.
  const isOther = flipped.has(id) === isOurs;
  if (old?.textContent !== said.text) { old?.remove(); own.after(el('span', { class: 'bubble__other', dir: 'auto' }, said.text)); }
  entry.classList.toggle('is-other', isOther);
  const words = text(`translate-${isOurs ? (isOther ? 'sent' : 'written') : (isOther ? 'original' : 'back')}`);
  if (oldTool?.textContent === words) return;
  oldTool?.remove();
  own.parentElement.after(tool(words, () => {
    if (!flipped.delete(id)) flipped.add(id);
    drawEntry(entry);
    entry.querySelector('.msg__other')?.focus();
  }));
}

const tool = (words, act) => el('button', { type: 'button', class: 'msg__other linkbtn xs', click: act }, words);

const drawLog = () => { for (const entry of entries()) drawEntry(entry); };

async function look() {
  clearTimeout(soon);
  if (!isThere()) return;
  drawLog();
  const chat = currentChat();
  const on = isOn();
  const mark = (id) => `${id} ${on ? 'on' : 'off'}`;
  const ids = entries().filter((entry) => on || entry.classList.contains('msg--out')).map((entry) => Number(entry.dataset.id)).filter((id) => !asked.has(mark(id))).slice(-MOST);
  if (ids.length === 0 || asking) return;
  const own = asking = new AbortController();
  for (const id of ids) asked.add(mark(id));
  const body = new URLSearchParams(ids.map((id) => ['message', id]));
  if (on) body.set('translate', 'on');
  try {
    const answer = await ask(`/console/${chat}/translations`, { method: 'POST', body, signal: AbortSignal.any([own.signal, AbortSignal.timeout(PATIENCE_MS * 2)]) });
    if (!answer.ok) throw new Error(answer.statusText);
    for await (const { message, ...said } of lines(answer.body)) {
      known.set(message, said);
      drawLog();
    }
  } catch {
    // What did not come is asked for with the next message.
    for (const id of ids) if (!known.has(id)) asked.delete(mark(id));
  }
  if (own !== asking) return;
  asking = null;
  if (entries().some((entry) => entry.dataset.id > ids.at(-1))) look();
}

function lookSoon() {
  clearTimeout(soon);
  soon = setTimeout(look, 50);
}

// ── What is being written ──────────────────────────────────────────────────

let draft = null; // { words, text, language, fault } of what stands in the box
let preparing = null;
let timer = null;

const strip = () => document.getElementById('translation');

function drawDraft() {
  const said = draft && isWanted() && draft.words === field().value.trim() ? draft : null;
  if (!said || said.text === null) { strip()?.remove(); return; }
  const node = strip() ?? el('div', { class: 'cbox__strip', id: 'translation', role: 'status' });
  if (!node.isConnected) document.getElementById('assist')?.append(node);
  const words = said.fault ? text('translate-fault') : said.isComing ? text('translate-waits') : said.text;
  node.replaceChildren(el('span', { class: said.fault ? 'warn none' : 'none' }, icon(said.fault ? 'circle-alert' : 'languages', 'sm')),
    el('div', { class: 'cbox__words small' },
      !said.fault && !said.isComing && el('b', { class: 'semi' }, `${said.language}: `), el('span', { dir: 'auto', class: 'cbox__other' }, words),
      said.isLate && el('p', { class: 'muted' }, text('translate-look'))));
}

const isWanted = () => isOn() && composer.mode() === 'reply' && field() && !answering.edited(currentChat()) && field().value.trim() !== '';

async function prepare() {
  clearTimeout(timer);
  preparing?.abort();
  const words = field().value.trim();
  const own = preparing = new AbortController();
  const chat = currentChat();
  draft = { words, isComing: true };
  drawDraft();
  let said;
  try {
    const answer = await ask(`/console/${chat}/translate`, { method: 'POST', body: new URLSearchParams({ text: words }), signal: AbortSignal.any([own.signal, AbortSignal.timeout(PATIENCE_MS)]) });
    said = answer.ok ? await answer.json() : { fault: 'late' };
  } catch { said = { fault: 'late' }; }
  if (own !== preparing || chat !== currentChat()) return;
  // Whoever has pressed send meanwhile is told that it is here to be read.
  draft = { words, ...said, isLate: draft.isPressed && !said.fault };
  drawDraft();
}

function forget() {
  clearTimeout(timer);
  preparing?.abort();
  preparing = null;
  draft = null;
  strip()?.remove();
}

function type() {
  if (!isWanted()) { forget(); return; }
  clearTimeout(timer);
  if (draft?.words === field().value.trim()) { drawDraft(); return; }
  preparing?.abort();
  strip()?.remove();
  timer = setTimeout(() => { if (isWanted()) prepare(); }, PAUSE_MS);
}

// What somebody has read leaves, and what nobody can translate leaves as it is; what is still coming is waited for.
composer.beforeSend(() => {
  if (!isWanted()) return true;
  const words = field().value.trim();
  if (draft?.words !== words) prepare();
  if (draft.isComing) { draft.isPressed = true; return false; }
  return true;
});

composer.onSend((words) => {
  const said = isWanted() && draft?.words === words && draft.text ? { text: draft.text, original: words } : { text: words };
  forget();
  return said;
});

// ── On and off ─────────────────────────────────────────────────────────────

function press() { button()?.setAttribute('aria-pressed', String(isOn())); }

document.addEventListener('click', (event) => {
  if (!event.target.closest?.('[data-act="translate"]')) return;
  keep(place(currentChat()), isOn() ? null : 'on');
  press();
  asking?.abort();
  asking = null;
  look();
  type();
  composer.focus();
});

composer.onBegin(() => {
  asking?.abort();
  asking = null;
  forget();
  watcher?.disconnect();
  if (!isThere() || !log()) return;
  press();
  watcher = new MutationObserver(lookSoon);
  watcher.observe(log(), { childList: true, subtree: true });
  look();
  type();
});
composer.onChange(type);
document.addEventListener('input', (event) => { if (event.target === field()) type(); });
