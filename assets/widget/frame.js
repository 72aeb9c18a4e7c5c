// The conversation page inside the widget: which face it shows, and what happens when something happens.
import { boot, isChatting, on, state } from './boot.js';
import { isOut, isSystem, noteRead } from './bubble.js';
import { paint } from './colour.js';
import { add, attached, by, clear, composer, draft, focus, address, hurryDraft, restoreDraft, say, setDraft, tray } from './composer.js';
import { mindTheCounter } from './counter.js';
import { el, icon } from './dom.js';
import { closedShop, isNeeded, preChat } from './forms.js';
import { drawHead, head } from './head.js';
import { greet, recall, tell } from './host.js';
import { drawLine, line, moved } from './line.js';
import * as log from './log.js';
import * as outbox from './outbox.js';
import * as receipts from './receipts.js';
import * as session from './session.js';
import { look, strike } from './sound.js';
import { stashNothing } from './stash.js';
import { follow, nudge, unfollow } from './stream.js';
import { isThanked, survey, thanks, wanted } from './survey.js';
import { clock, opening, t } from './words.js';

const AGAIN_MS = 5_000;

const banner = el('div', { class: 'banner', role: 'status' });
const view = el('div', { class: 'view' });
const dropZone = el('div', { class: 'drop', hidden: true }, t('drop-here'));
let held = null;  // what the visitor has written before the form was answered: {text, files, topic}
let face = null;  // the face on show
let again;        // when what could not be asked is asked again
let drawn = null; // what it was drawn from, so that a form being filled in is never drawn anew

// ── Faces ──────────────────────────────────────────────────────────────────

function wantedFace() {
  if (held) return 'pre-chat';
  if (!log.isEmpty()) return wanted() ? 'survey' : 'chat';
  // Whoever writes to a closed shop finishes in peace, also when it opens meanwhile; and the other way about.
  if (['home', 'closed'].includes(face) && isWriting()) return face;
  return state.online || !boot.offline.form ? 'home' : 'closed';
}

const isWriting = () => draft() !== '' && (face === 'home' ? composer : view).contains(document.activeElement);

const faces = {
  home: () => [home()],
  'pre-chat': () => [preChat(held, answeredForm)],
  closed: () => [closedShop(draft(), setDraft, (fields, text) => { session.saveDetails({ ...session.details(), ...fields }); outbox.send(text, attached(), true); clear(); }, tray)],
  chat: () => [log.log, thanks()].filter(Boolean),
  survey: () => [log.log, survey()],
};

function draw() {
  const next = wantedFace();
  drawHead(closedAt());
  address(isChatting() ? state.conversation.agent?.name : null);
  drawBanner(next);
  drawLine(next);
  const mark = `${next} ${isThanked()} ${next === 'survey' && state.conversation.id} ${next === 'home' && [state.online, state.opens]}`;
  if (mark === drawn) return;
  drawn = mark;
  face = next;
  document.body.dataset.face = next;
  const hadFocus = view.contains(document.activeElement);
  view.replaceChildren(...faces[next]());
  if (next !== 'closed' && tray.parentNode !== composer) composer.prepend(tray);
  composer.hidden = !['home', 'chat'].includes(next);
  foot.hidden = !composer.hidden;
  if (log.log.isConnected) log.toEnd();
  if (hadFocus) settle();
}

const foot = el('div', { class: 'foot foot--by' }, by());

function home() {
  const topic = (name) => el('button', { type: 'button', class: 'topic', click: () => compose({ text: '', files: [], topic: name }) },
    icon('help'), el('span', { class: 'grow', dir: 'auto' }, name), icon('chevron', 'icon--sm flip'));
  return el('div', { class: 'body' }, el('h2', { class: 'hi', dir: 'auto' }, boot.greeting), el('div', { class: 'stack' }, boot.topics.map(topic)), boot.help && finder(),
    !state.online && later() && el('p', { class: 'later' }, icon('clock'), el('span', {}, later())));
}

// Answers that are written down already. Their code comes when somebody looks for one.
function finder() {
  const list = el('ul', { class: 'stack found' });
  const field = el('input', { class: 'input', type: 'search', maxlength: '200', autocomplete: 'off', dir: 'auto', 'aria-label': t('help-search'), placeholder: t('help-search') });
  field.addEventListener('focus', () => { import('./help.js').then((help) => help.find(field, list), () => { /* One can still write. */ }); }, { once: true });
  return el('div', { class: 'stack' }, field, list);
}

// What a closed shop says, with when it opens again by the visitor's own clock.
const later = () => [boot.offline.text, opening()].filter(Boolean).join(' ');

function drawBanner(shown) {
  const isClosed = !state.online && !isChatting() && shown === 'chat' && later();
  banner.hidden = state.linked && !state.dark && !isClosed;
  if (state.dark) banner.replaceChildren(icon('clock'), el('span', {}, t('dark')));
  else if (!state.linked) banner.replaceChildren(icon('loader', 'spin'), el('span', {}, t('no-connection')));
  else if (isClosed) banner.replaceChildren(icon('moon'), el('span', {}, later()));
}

function closedAt() {
  const line = log.lastClosing();
  return line && clock(line.created_at);
}

// ── Sending ────────────────────────────────────────────────────────────────

function compose({ text, files, topic }) {
  // Whoever has taken a yes back is asked anew, although they are known.
  if ((!session.hasSession() || session.details().withdrawn) && isNeeded()) {
    held = { text, files, topic };
    draw();
    view.querySelector('input')?.focus();
    return;
  }
  outbox.send(text || topic, files);
  clear();
}

function answeredForm(fields, text) {
  session.saveDetails({ ...session.details(), ...fields });
  const { files } = held;
  held = null;
  if (text || files.length) { outbox.send(text, files); clear(); }
  draw();
  settle();
}

on('compose', compose);
on('queued', (item) => { log.drawWaiting(item); draw(); });
on('queue', log.drawWaiting);
on('progress', log.showProgress);
on('dropped', (key) => { log.undraw(key); draw(); });
on('sent', (sent) => {
  log.confirm(sent);
  if (state.conversation?.id !== sent.answer.conversation_id || !isChatting()) session.resume().catch(() => {});
  nudge();
});

// ── Events ─────────────────────────────────────────────────────────────────

// A voice message has no name that anybody gave it.
const calledBriefly = ({ kind, name }) => (kind === 'voice' ? '🎤' : name);

on('message', (message) => {
  if (isOut(message) && outbox.inFlight(message.text)) return;
  if (!log.append(message)) return;
  if (isOut(message) || isSystem(message)) return draw();
  receipts.delivered();
  receipts.count();
  strike(message.id);
  tell('message', { message: { id: message.id, name: message.author.name ?? boot.team, text: (message.text || message.attachments.map(calledBriefly).join(', ')).slice(0, 140) } });
  draw();
});
on('conversation', (record) => {
  const before = state.conversation?.agent?.name;
  if (record) {
    state.heard += 1;
    state.conversation = { ...state.conversation, ...record };
    if (record.status !== 'waiting') state.conversation.line = null;
  }
  speak(state.conversation?.language);
  // Whoever was typing has the chat no longer.
  if (state.conversation?.agent?.name !== before) log.stopTyping();
  noteRead(state.conversation?.agent_read_id ?? 0);
  log.ticks();
  receipts.count();
  tune();
  draw();
});
on('revision', log.revise);
on('receipt', ({ agent_read_id: read }) => {
  noteRead(read);
  log.ticks();
});
on('typing', (sign) => { if (sign.kind === 'agent') log.showTyping(sign); });
on('presence', ({ online, opens }) => { state.heard += 1; Object.assign(state, { online, opens }); draw(); });
// What is told once is not told again: whoever waits asks where they stand now.
on('stream', ({ isResumed }) => { if (!isResumed || state.conversation?.status === 'waiting') refresh(); outbox.hurry(); });
on('line', moved);
for (const gap of ['lagged', 'reset']) on(gap, refresh);
on('dark', () => {
  drawHead(closedAt());
  drawBanner(face);
  if (!state.dark) outbox.release();
});
on('linked', () => { drawHead(closedAt()); drawBanner(face); });
on('trouble', say);

on('session', () => { tune(); session.reportPage(); });
on('forgotten', () => { speak(null); unfollow(); log.forgetAll(); receipts.count(); draw(); });
on('page', session.reportPage);
on('user', session.recognise);
on('stored', ({ key, value }) => {
  if (key === 'consent') session.reportConsent();
  if (key === 'language') speak(value);
  if (key.startsWith('q:') && value === null) outbox.discard(key.slice(2));
  if (key !== 'token') return;
  unfollow();
  log.forgetAll();
  state.conversation = null;
  if (value) refresh().then(tune);
  else draw();
});

// The team chose a language for the visitor, or none any more: the host page begins us anew in it.
function speak(language) {
  if (language === undefined) return;
  if (language ? language !== boot.lang : recall('language')) hurryDraft();
  tell('language', { language });
}

// ── Opening and closing ────────────────────────────────────────────────────

on('open', (takesFocus) => {
  tune();
  draw();
  // Until the first frame is drawn nothing in here has a size or can take the focus.
  requestAnimationFrame(() => { log.toEnd(); if (takesFocus) settle(); });
});
on('shut', tune);
on('wantclose', () => tell('close'));
addEventListener('keydown', (event) => { if (event.key === 'Escape') tell('close'); });
addEventListener('online', () => { outbox.hurry(); nudge(); });
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') { outbox.hurry(); nudge(); } });

// A stream is worth its connection while a chat is open or somebody looks.
function tune() {
  if (session.hasSession() && (isChatting() || state.open)) follow();
  else unfollow();
}

// Where the visitor goes on: the field to write in, or the first one of a form.
function settle() {
  if (!composer.hidden) focus();
  else if (!matchMedia('(pointer: coarse)').matches) view.querySelector('input, textarea')?.focus();
}

async function refresh() {
  clearTimeout(again);
  try {
    await session.resume();
    if (session.hasSession()) await log.catchUp();
  } catch { again = setTimeout(refresh, AGAIN_MS); } // A stream that stands would not ask a second time.
  receipts.count();
  receipts.delivered();
  draw();
}

// ── Files dropped anywhere; elsewhere they would navigate away ─────────────

for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  addEventListener(name, (event) => {
    event.preventDefault();
    const takes = !composer.hidden && event.dataTransfer?.types.includes('Files');
    dropZone.hidden = !takes || name === 'drop' || (name === 'dragleave' && event.relatedTarget !== null);
    if (name === 'drop' && takes) add([...event.dataTransfer.files]);
  });
}

paint();
mindTheCounter();
document.body.append(head, el('main', {}, banner, line, view, composer, foot), dropZone);
const takesFocus = await greet();
if (!recall('stash')) stashNothing();
restoreDraft();
outbox.restore();
outbox.waiting().forEach(log.drawWaiting);
draw();
look();
if (session.hasSession()) { await refresh(); session.recognise(); session.reportConsent(); session.reportPage(); }
tune();
tell('ready');
if (state.open && takesFocus) settle();
