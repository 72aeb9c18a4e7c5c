// The box one writes in: what was typed is never lost, nothing leaves before somebody sends it.
import * as attachments from './attachments.js';
import * as drafts from './drafts.js';
import { ask } from './fragment.js';
import { currentChat } from './list.js';
import { completeTo } from './log.js';
import * as outbox from './outbox.js';

const TYPING_MS = 3_000;
const form = () => document.getElementById('write');
const field = () => document.getElementById('text');
const modes = new Map(); // chat -> what one was writing there

let typedAt = 0;

export const mode = () => form()?.dataset.mode ?? 'reply';
export const focus = () => field()?.focus();

// What other parts do when a box has come into the page, when other words stand in it than somebody typed, and what they
// say before anything leaves it.
const starters = [];
const watchers = [];
const guards = [];
export const onBegin = (act) => { starters.push(act); };
export const onChange = (act) => { watchers.push(act); };
const changed = () => { for (const act of watchers) act(); };
// `check()` answers false when it shall not be sent yet, and has said why.
export const guard = (check) => { guards.push(check); };

// A chat has come into the page.
export function begin() {
  start();
  for (const act of starters) act();
}

function start() {
  if (!form()) return;
  const chat = currentChat();
  form().noValidate = true;
  if (modes.has(chat) && form().querySelector(`[data-mode-is="${modes.get(chat)}"]`)) setMode(modes.get(chat), { keep: false });
  const kept = drafts.recallDraft(chat, mode());
  if (kept !== null) field().value = kept;
  // The server's copy of what is on its way, or has come back, is in the log already.
  else if (outbox.holds(chat, mode(), field().value)) field().value = '';
  field().setSelectionRange(field().value.length, field().value.length);
  attachments.begin(chat);
}

// The chat is about to leave the page.
export function leave() {
  if (form()) drafts.keepNow(currentChat(), mode(), field().value);
}

// What is in the box goes along into another chat with the same customer.
export function carry(chat) {
  if (!form()) return;
  drafts.keepNow(chat, mode(), field().value);
  field().value = '';
}

export const isFocused = () => field() !== null && document.activeElement === field();

export function setMode(next, { keep = true } = {}) {
  const box = form();
  if (!box || box.dataset.mode === next || !box.querySelector(`[data-mode-is="${next}"]`)) return;
  const chat = currentChat();
  if (keep) drafts.keepNow(chat, mode(), field().value);
  box.dataset.mode = next;
  modes.set(chat, next);
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
  field().value = drafts.recallDraft(chat, next) ?? '';
  changed();
}

// At the caret, in place of what is selected; the browser's own undo knows of it.
export function insert(words) {
  const box = field();
  box.focus();
  if (!document.execCommand('insertText', false, words)) box.setRangeText(words, box.selectionStart, box.selectionEnd, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

// A message that could not be sent comes back, before what was typed since.
export function restore(item) {
  if (item.chat !== currentChat() || !form()) {
    drafts.keepNow(item.chat, item.mode, [item.text, drafts.recallDraft(item.chat, item.mode)].filter(Boolean).join('\n'));
    attachments.restore(item.chat, item.files);
    return;
  }
  setMode(item.mode);
  field().value = [item.text, field().value].filter(Boolean).join('\n');
  attachments.restore(item.chat, item.files);
  drafts.keepNow(item.chat, item.mode, field().value);
  changed();
  focus();
}

function submit() {
  const chat = currentChat();
  const words = field().value.trim();
  if (attachments.isUploading()) { attachments.onceUploaded(submit); return; }
  if (!guards.every((check) => check())) return;
  const files = attachments.take(chat);
  if (!words && files.length === 0) { focus(); return; }
  outbox.send({ chat, mode: mode(), text: words, files, seen: completeTo() });
  field().value = '';
  drafts.forget(chat, mode());
  changed();
  typedAt = 0;
  focus();
}

document.addEventListener('submit', (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  submit();
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
  drafts.keepSoon(chat, mode(), field().value);
  // What is still being written was not meant to be sent.
  attachments.onceUploaded(null);
  const now = Date.now();
  if (mode() !== 'reply' || form().closest('[data-stance]').dataset.stance !== 'mine' || !field().value || now - typedAt < TYPING_MS) return;
  typedAt = now;
  ask(`/api/v1/agent/conversations/${chat}/typing`, { method: 'POST' }).catch(() => {});
});

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-mode-is]');
  if (!button || !form()?.contains(button)) return;
  setMode(button.dataset.modeIs);
  focus();
});

addEventListener('pagehide', leave);
