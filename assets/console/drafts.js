// Drafts by chat and by what they are: in this browser a moment after a key, on the server a few seconds after the last,
// so that they are there on another computer too.
//
// One chat may be open in several tabs and on several computers, and lines are slow. So nothing is written over words that
// this page has not seen: among tabs they are compared, on the server each change has a number. What would be lost is set
// aside until somebody says what becomes of it (draft-elsewhere.js).
import { ask } from './fragment.js';
import { currentChat } from './list.js';
import * as outbox from './outbox.js';
import { keep, recall } from './store.js';
import { listen } from './stream.js';

const HERE_MS = 300;
const SERVER_MS = 3_000;
const JUST_SENT_MS = 60_000;
const MOST_TRIED = 5;
const timers = new Map();

// Under which name this browser keeps it.
export const nameOf = (chat, mode) => `draft:${chat}:${mode}`;

// What was typed here and not sent; null when this browser knows of nothing.
export const recallDraft = (chat, mode) => recall(nameOf(chat, mode));

// Whether something was typed here of which not even this browser knows yet.
export const isPending = (chat, mode) => timers.has(`here:${chat}:${mode}`);

function later(name, ms, act) {
  clearTimeout(timers.get(name)?.timer);
  timers.set(name, { act, timer: setTimeout(() => { timers.delete(name); act(); }, ms) });
}

function cancel(name) {
  clearTimeout(timers.get(name)?.timer);
  return timers.delete(name);
}

// ── In this browser ────────────────────────────────────────────────────────

const seen = new Map(); // name of a draft -> as this page saw it last

// For the box: what it shows from now on.
export function take(chat, mode) {
  const words = recallDraft(chat, mode) ?? '';
  seen.set(nameOf(chat, mode), words);
  return words;
}

function keepHere(chat, mode, words) {
  const name = nameOf(chat, mode);
  const there = recall(name) ?? '';
  // Another tab has kept words since that would be lost.
  if (seen.has(name) && there !== seen.get(name) && !words.includes(there)) setAside(chat, mode, there);
  keep(name, words);
  seen.set(name, words);
}

export function keepSoon(chat, mode, words) {
  later(`here:${chat}:${mode}`, HERE_MS, () => keepHere(chat, mode, words));
  // A comment's draft stays in this browser.
  if (mode === 'reply') later(`server:${chat}`, SERVER_MS, () => tell(chat));
}

export function keepNow(chat, mode, words) {
  if (!chat) return;
  cancel(`here:${chat}:${mode}`);
  keepHere(chat, mode, words);
  if (mode !== 'reply') return;
  cancel(`server:${chat}`);
  tell(chat);
}

// Another tab of this browser has newer words: what was still to be kept of older ones is kept no more.
export function yieldTo(chat, mode, words = recallDraft(chat, mode) ?? '') {
  cancel(`here:${chat}:${mode}`);
  if (mode === 'reply') cancel(`server:${chat}`);
  seen.set(nameOf(chat, mode), words);
}

// ── What would have been lost ──────────────────────────────────────────────

const placeOf = (chat, mode) => `elsewhere:${chat}:${mode}`;
const clashes = [];
// `act(chat)` when something was set aside.
export const onClash = (act) => { clashes.push(act); };

export const setAsideOf = (chat, mode) => recall(placeOf(chat, mode)) ?? '';
export const settle = (chat, mode) => keep(placeOf(chat, mode), null);

function setAside(chat, mode, words) {
  const known = setAsideOf(chat, mode);
  if (!known.includes(words)) keep(placeOf(chat, mode), [known, words].filter(Boolean).join('\n'));
  for (const act of clashes) act(chat);
}

// ── On the server ──────────────────────────────────────────────────────────

// What the server is known to have: { revision, text, tried }. `tried` was told since, and no answer came: it may have that.
// Where there is nothing, the page alone remembers, or this browser would fill up.
const blank = new Map();
const NOTHING = { revision: 0, text: '', tried: [] };
const copyOf = (chat) => JSON.parse(recall(`server-draft:${chat}`) ?? 'null') ?? blank.get(chat) ?? null;
function note(chat, copy) {
  const isBlank = !copy?.text && !copy?.tried.length;
  if (copy && isBlank) blank.set(chat, copy);
  else blank.delete(chat);
  keep(`server-draft:${chat}`, isBlank ? null : JSON.stringify(copy));
}

const lives = new Map(); // chat -> how many of its drafts were sent from this page: an answer about an earlier one says nothing
const lifeOf = (chat) => lives.get(chat) ?? 0;
const sent = []; // { chat, words, at }: the server may not know yet that this is no draft any more

// One request of a chat is under way; what is kept meanwhile is told after it.
const underway = new Set();
const again = new Set();
async function tell(chat) {
  if (underway.has(chat)) { again.add(chat); return; }
  const words = recallDraft(chat, 'reply') ?? '';
  const copy = copyOf(chat) ?? NOTHING;
  if (words === copy.text) return;
  const life = lifeOf(chat);
  underway.add(chat);
  note(chat, { ...copy, tried: [...copy.tried, words].slice(-MOST_TRIED) });
  try {
    const body = new URLSearchParams({ text: words, over: copy.revision });
    const answer = await ask(`/console/${chat}/draft`, { method: 'POST', body, keepalive: true });
    const { kept, revision, text } = answer.ok ? await answer.json() : {};
    if (!answer.ok || life !== lifeOf(chat)) return;
    if (kept) note(chat, { revision, text: words, tried: [] });
    else meet(chat, { revision, text });
  } catch { /* It is kept here, and told with the next key. */ } finally {
    underway.delete(chat);
    if (again.delete(chat)) tell(chat);
  }
}

const takers = [];
// `act(chat, words)` when the reply that was begun in a chat stands otherwise than this page shows it.
export const onNewer = (act) => { takers.push(act); };

// The server has something else than was known here.
function meet(chat, { revision, text }) {
  const pending = timers.get(`here:${chat}:reply`);
  if (pending) { cancel(`here:${chat}:reply`); pending.act(); }
  const own = recallDraft(chat, 'reply') ?? '';
  const copy = copyOf(chat) ?? NOTHING;
  const isOurs = copy.tried.includes(text);
  const isUntouched = own === copy.text;
  // What is on its way, or has just left from here, is no draft, whatever the server still knew.
  const isOnItsWay = outbox.holds(chat, 'reply', text) || sent.some((one) => one.chat === chat && one.words === text.trim() && Date.now() - one.at < JUST_SENT_MS);
  const there = isOnItsWay ? '' : text;
  note(chat, { revision, text: there, tried: [] });
  if (own === there) return;
  if (isUntouched && !isOurs) {
    keep(nameOf(chat, 'reply'), there);
    seen.set(nameOf(chat, 'reply'), there);
    for (const act of takers) act(chat, there);
    return;
  }
  if (!isOurs && !own.includes(there)) setAside(chat, 'reply', there);
  tell(chat);
}

// The page of a chat has come with what the server had. It may have been drawn before something that is known here.
export function hear(chat, there) {
  const { revision } = copyOf(chat) ?? NOTHING;
  if (there.revision > revision) meet(chat, there);
  else if (there.revision < revision) look(chat);
}

// Asks what the server has, and tells what it has not. An answer that something has overtaken says nothing.
async function look(chat) {
  if (!chat || expected.has(chat)) return;
  const [life, copy] = [lifeOf(chat), copyOf(chat)?.revision];
  try {
    const answer = await ask(`/console/${chat}/draft`);
    if (!answer.ok) return;
    const there = await answer.json();
    if (life !== lifeOf(chat) || copy !== copyOf(chat)?.revision || expected.has(chat)) return;
    if (there.revision === (copy ?? 0)) tell(chat);
    else meet(chat, there);
  } catch { /* The stream tells when the line is back. */ }
}

// A reply is on its way back into this box, and the server keeps it as the draft already: it would come twice.
const expected = new Set();
export async function expect(chat, act) {
  expected.add(chat);
  try { await act(); } finally { expected.delete(chat); }
}

// It was sent: the server forgets its copy by itself.
export function forget(chat, mode, words = '') {
  yieldTo(chat, mode, '');
  keep(nameOf(chat, mode), null);
  if (mode !== 'reply') return;
  lives.set(chat, lifeOf(chat) + 1);
  again.delete(chat);
  note(chat, null);
  sent.unshift({ chat, words: words.trim(), at: Date.now() });
  sent.length = Math.min(sent.length, 20);
}

// Sent, or put aside, by this agent, on whichever computer; or one comes back to this one.
const me = document.querySelector('[data-agent]')?.dataset.agent;
const isMine = (data) => String(data.author?.id ?? data.agent_id) === me;
listen((kind, data) => {
  const isSent = (kind === 'message' || kind === 'outgoing') && data.conversation_id === currentChat() && isMine(data);
  if (isSent || kind === 'reset' || (kind === 'link' && data.linked)) look(currentChat());
});
addEventListener('focus', () => look(currentChat()));
