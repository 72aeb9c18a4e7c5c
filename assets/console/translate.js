// Translation of a chat, both ways, by the machine that an admin named. What the customer wrote is shown in one's own language
// with the original one click away (translations.js); what one writes is shown in theirs before it leaves. On or off per chat,
// in this browser.
import * as answering from './answering.js';
import * as composer from './composer.js';
import { el, icon } from './dom.js';
import { ask } from './fragment.js';
import { currentChat } from './list.js';
import { text } from './texts.js';
import { isOn as isOnIn, translations, turn } from './translations.js';

const PAUSE_MS = 600;
const PATIENCE_MS = 40_000; // its own limits are the server's

const button = () => document.querySelector('[data-act="translate"]');
const isThere = () => 'translates' in (document.getElementById('composer')?.dataset ?? {});
const isOn = () => Boolean(button()) && isOnIn(currentChat());
const field = () => document.getElementById('text');
const written = translations({ log: () => document.getElementById('log'), chat: currentChat, isThere, isOn });

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
  turn(currentChat(), !isOn());
  press();
  written.again();
  type();
  composer.focus();
});

composer.onBegin(() => {
  forget();
  press();
  written.begin();
  if (isThere()) type();
});
composer.onChange(type);
document.addEventListener('input', (event) => { if (event.target === field()) type(); });
