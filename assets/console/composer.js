// The box one writes in: what was typed is never lost, nothing leaves before somebody sends it.
import * as answering from './answering.js';
import * as aside from './aside.js';
import * as attachments from './attachments.js';
import * as drafts from './drafts.js';
import { ask } from './fragment.js';
import * as guard from './guard.js';
import { currentChat } from './list.js';
import { completeTo } from './log.js';
import * as outbox from './outbox.js';
import { keep as remember, onElsewhere, recall } from './store.js';
import './clean-up.js';
import './short-forms.js';
import { text } from './texts.js';
import { toast } from './toast.js';
import * as voice from './voice.js';

const TYPING_MS = 3_000;
const form = () => document.getElementById('write');
const field = () => document.getElementById('text');
const modeOf = (chat) => `mode:${chat}`; // what one was writing there; a reply goes without saying

let typedAt = 0;
let isTouched = false; // somebody has typed here since the box was filled
let tools = { editLast: () => false, change: async () => '' };

// What leaves in place of the words in the box; see translate.js.
let rewrite = (words) => ({ text: words });
export const onSend = (act) => { rewrite = act; };

// What is done with messages that stand in the log; see `message-tools.js`.
export function wire(given) { tools = given; }

export const words = () => field()?.value ?? '';

answering.wire({
  focus: () => focus(),
  put(text) {
    const box = field();
    if (!box) return;
    box.value = text;
    isTouched = true;
    box.setSelectionRange(text.length, text.length);
  },
});

export const mode = () => form()?.dataset.mode ?? 'reply';
export const focus = () => field()?.focus();

// What other parts do when a box has come into the page, when other words stand in it than somebody typed, and what they
// say before anything leaves it.
const starters = [];
const watchers = [];
const checks = [];
export const onBegin = (act) => { starters.push(act); };
export const onChange = (act) => { watchers.push(act); };
const modeWatchers = [];
// Something else is being written: a comment, or a reply.
export const onMode = (act) => { modeWatchers.push(act); };
const changed = () => { for (const act of watchers) act(); };
// `check()` answers false when it shall not be sent yet, and has said why.
export const beforeSend = (check) => { checks.push(check); };

// A chat has come into the page.
export function begin() {
  start();
  for (const act of starters) act();
}

function start() {
  if (!form()) return;
  const chat = currentChat();
  form().noValidate = true;
  const { draft, keptReply } = form().dataset;
  drafts.hear(chat, { revision: Number(draft), text: keptReply ?? field().defaultValue });
  setMode(recall(modeOf(chat)) ?? mode(), { keep: false });
  field().value = drafts.take(chat, mode());
  // Somebody was changing a message when the page went.
  field().value = answering.edited(chat)?.now ?? field().value;
  field().setSelectionRange(field().value.length, field().value.length);
  isTouched = false;
  attachments.begin(chat);
  answering.draw();
  guard.look();
}

// The chat is about to leave the page.
export function leave() {
  voice.leave();
  const chat = currentChat();
  if (!form()) return;
  // What a message is being changed into is kept by itself, see answering.js.
  const change = answering.edited(chat);
  if (change) drafts.keepNow(chat, mode(), change.before);
  else keepHere(chat);
}

// What another tab of this browser has kept since is newer than what merely stood here.
function keepHere(chat) {
  if (isTouched || drafts.recallDraft(chat, mode()) === null) drafts.keepNow(chat, mode(), field().value);
}

// The same draft is written, or sent, in another tab of this browser.
onElsewhere((name, value) => {
  const chat = currentChat();
  if (!form() || name !== drafts.nameOf(chat, mode()) || answering.edited(chat) || drafts.isPending(chat, mode())) return;
  drafts.yieldTo(chat, mode(), value ?? '');
  show(value ?? '');
});

// Nor does it stand here as it did after it was written on, or sent, on another computer.
drafts.onNewer((chat, words) => {
  if (chat !== currentChat() || !form() || mode() !== 'reply') return;
  if (answering.edited(chat)) answering.keepBefore(chat, words);
  else show(words);
});

function show(words) {
  field().value = words;
  isTouched = false;
  guard.look();
  changed();
}

// What is in the box goes along into another chat with the same customer.
export function carry(chat) {
  if (!form()) return;
  if (answering.edited(currentChat())) answering.stop();
  drafts.keepNow(chat, mode(), field().value);
  field().value = '';
}

export const isFocused = () => field() !== null && document.activeElement === field();

export function setMode(next, { keep = true } = {}) {
  const box = form();
  if (!box || box.dataset.mode === next || !box.querySelector(`[data-mode-is="${next}"]`)) return;
  const chat = currentChat();
  if (answering.edited(chat)) answering.stop();
  if (keep) keepHere(chat);
  box.dataset.mode = next;
  remember(modeOf(chat), next === 'comment' ? next : null);
  const isComment = next === 'comment';
  box.action = box.dataset[next];
  box.classList.toggle('cbox--comment', isComment);
  for (const button of box.querySelectorAll('[data-mode-is]')) button.setAttribute('aria-pressed', button.dataset.modeIs === next);
  document.getElementById('comment-hint').hidden = !isComment;
  const say = (node) => node.dataset[isComment ? 'sayComment' : 'sayReply'];
  field().placeholder = say(field());
  field().ariaLabel = say(field());
  const send = document.getElementById('send');
  send.classList.toggle('btn--primary', !isComment);
  send.classList.toggle('btn--comment', isComment);
  send.firstElementChild.textContent = say(send.firstElementChild);
  field().value = drafts.take(chat, next);
  isTouched = false;
  attachments.begin(chat);
  guard.look();
  changed();
  for (const act of modeWatchers) act();
}

// At the caret, in place of what is selected; the browser's own undo knows of it.
export function insert(words) {
  const box = field();
  box.focus();
  if (box.readOnly) return;
  if (!document.execCommand('insertText', false, words)) box.setRangeText(words, box.selectionStart, box.selectionEnd, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

// Below what stands there.
export function append(words) {
  const box = field();
  box.setSelectionRange(box.value.length, box.value.length);
  insert(`${box.value && '\n'}${words}`);
}

// A message that could not be sent comes back, before what was typed since.
export function restore(item) {
  if (item.chat !== currentChat() || !form()) {
    drafts.keepNow(item.chat, item.mode, [item.original ?? item.text, drafts.recallDraft(item.chat, item.mode)].filter(Boolean).join('\n'));
    attachments.restore(item.chat, item.files, item.mode);
    return;
  }
  setMode(item.mode);
  if (answering.edited(item.chat)) answering.stop();
  if (item.quotes) answering.answer(item.quotes);
  const words = item.original ?? item.text;
  // The server may have told of it before.
  if (!field().value.includes(words)) field().value = [words, field().value].filter(Boolean).join('\n');
  attachments.restore(item.chat, item.files);
  drafts.keepNow(item.chat, item.mode, field().value);
  guard.look();
  changed();
  focus();
}

// It ends in its own chat, whichever is open by then.
async function saveEdit(chat, change, anyway) {
  const isHere = () => chat === currentChat();
  const body = new URLSearchParams({ text: field().value.trim(), ...(anyway && { anyway: '1' }) });
  // Its words stay in the box until the server has them.
  const refusal = await tools.change(`/console/entries/${change.id}/edit`, body, isHere);
  if (refusal === null) answering.saved(chat, change.id);
  if (!isHere()) return;
  if (refusal?.startsWith('sensitive')) guard.insist();
  else guard.look();
  focus();
}

export const hasWords = () => Boolean(field()?.value.trim()) || attachments.hasAny();

// The house's patterns were found in a message on the server, which has said so in `words`. It comes back if nothing else is
// being written; a translation does not, since it is not what stands in the box.
export function takeBack(item, words) {
  if (item.chat !== currentChat() || !form() || mode() !== item.mode || field().value || attachments.isUploading() || item.original) return false;
  restore(item);
  guard.insist(words);
  return true;
}

// What was begun as a reply becomes a comment, with its files, after what was being noted there.
function noteInstead() {
  const chat = currentChat();
  const words = field().value;
  const files = attachments.take(chat);
  field().value = '';
  drafts.keepNow(chat, 'reply', '');
  setMode('comment', { keep: false });
  field().value = [field().value, words].filter(Boolean).join('\n');
  isTouched = true;
  attachments.restore(chat, files);
  submit();
}

// `due`: when it shall leave, if not now. `anyway`: although patterns were found. `isMeant`: it is no note.
export function submit({ due = null, anyway = false, isMeant = false } = {}) {
  const chat = currentChat();
  const words = field().value.trim();
  const change = answering.edited(chat);
  if (attachments.isUploading()) { attachments.onceUploaded(() => submit({ due, anyway, isMeant })); return; }
  if (!checks.every((check) => check())) return;
  if (mode() === 'reply' && !isMeant && !change && !aside.lets(words, () => submit({ due, anyway, isMeant: true }), noteInstead)) return;
  if (mode() === 'reply' && !anyway && !guard.lets(() => submit({ due, anyway: true, isMeant: true }))) return;
  if (change) { saveEdit(chat, change, anyway); return; }
  const files = attachments.take(chat);
  if (!words && files.length === 0) { focus(); return; }
  const quotes = mode() === 'reply' ? answering.take(chat) : null;
  outbox.send({ chat, mode: mode(), ...(mode() === 'reply' ? rewrite(words) : { text: words }), files, quotes, due, anyway, seen: completeTo() });
  field().value = '';
  form().dispatchEvent(new CustomEvent('sent', { bubbles: true }));
  guard.look();
  drafts.forget(chat, mode(), words);
  isTouched = false;
  changed();
  typedAt = 0;
  focus();
}

voice.wire(({ chat, mode: was, files }) => outbox.send({ chat, mode: was, text: '', files, seen: completeTo() }));

document.addEventListener('submit', (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  submit();
});

document.addEventListener('keydown', (event) => {
  if (event.target !== field() || event.isComposing) return;
  if (event.key === 'ArrowUp' && !event.altKey && !event.shiftKey && !field().value && mode() === 'reply' && tools.editLast()) event.preventDefault();
  if (event.key === 'Escape' && answering.isOn()) { event.preventDefault(); answering.stop(); }
});

document.addEventListener('keydown', (event) => {
  if (event.target !== field() || event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
  const wantsCtrl = 'ctrlEnter' in form().dataset;
  const isCtrl = event.ctrlKey || event.metaKey;
  if (event.shiftKey || event.altKey || (wantsCtrl && !isCtrl)) return;
  event.preventDefault();
  submit();
});

document.addEventListener('input', (event) => {
  if (event.target !== field()) return;
  const chat = currentChat();
  if (answering.edited(chat)) { answering.keepChange(chat, field().value); return; }
  isTouched = true;
  drafts.keepSoon(chat, mode(), field().value);
  // What is still being written was not meant to be sent.
  attachments.onceUploaded(null);
  const now = Date.now();
  if (mode() !== 'reply' || form().closest('[data-stance]').dataset.stance !== 'mine' || !field().value || now - typedAt < TYPING_MS) return;
  typedAt = now;
  ask(`/api/v1/agent/conversations/${chat}/typing`, { method: 'POST' }).catch(() => {});
});

// A box that is full would cut off the rest without a word.
document.addEventListener('paste', (event) => {
  const box = field();
  if (event.target !== box || box.readOnly) return;
  const words = event.clipboardData?.getData('text/plain').replaceAll('\r\n', '\n') ?? '';
  if (box.value.length - (box.selectionEnd - box.selectionStart) + words.length <= box.maxLength) return;
  event.preventDefault();
  toast(text('reply-too-long', { most: box.maxLength }));
});

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-mode-is]');
  if (!button || !form()?.contains(button)) return;
  setMode(button.dataset.modeIs);
  focus();
});

addEventListener('pagehide', leave);
