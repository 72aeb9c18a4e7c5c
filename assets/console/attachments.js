// Files beside a message: by button, paste or drag; checked here first and by the server again; nothing leaves before Send.
//
// A file goes up as soon as it is chosen, so that Send has nothing to wait for, and is kept in this browser until it is
// sent: a reload loses none. It is deleted on both sides when it is taken out, or forgotten by the server after a day.
import { el, icon, newKey } from './dom.js';
import { SYMBOLS, facts, openPreview, refreshPreview } from './file-preview.js';
import { check, rule, sortOf } from './file-rule.js';
import { forgetFile, keepFile, keptFiles } from './kept-files.js';
import { currentChat } from './list.js';
import { shrink } from './shrink.js';
import { text } from './texts.js';
import { upload } from './upload.js';
import { hush, voiceBubble } from './voice-player.js';

const MOST_FILES = 10;
const KINDS = { picture: 'image', voice: 'voice' };
const byChat = new Map(); // chat and mode -> [{key, mode, name, type, size, sort, kind, blob, url, id, share, words, ms, levels, stop}]
let whenDone = null; // what waits for the uploads of the open chat

// What was put beside a comment never goes along with a reply.
const modeNow = () => document.getElementById('write')?.dataset.mode ?? 'reply';
const keyOf = (chat, mode = modeNow()) => `${chat} ${mode}`;
const filesOf = (chat, mode = modeNow()) => byChat.get(keyOf(chat, mode)) ?? [];
const trouble = () => document.getElementById('trouble');
const isThere = (chat, file) => filesOf(chat, file.mode).includes(file);

export const isUploading = () => filesOf(currentChat()).some((file) => !file.id && !file.isRefused);
export const hasAny = () => filesOf(currentChat()).length > 0;
// Of all that stands beside the words; the guard looks at them, too.
export const names = () => filesOf(currentChat()).map(({ name }) => name);
export function onceUploaded(then) { whenDone = then; }

export function begin(chat) {
  // A wish to send was meant for the box that has gone.
  whenDone = null;
  draw(chat);
}

// For sending: they are no longer the box's.
export function take(chat) {
  const files = filesOf(chat).filter((file) => file.id);
  for (const file of filesOf(chat)) forget(file);
  byChat.delete(keyOf(chat));
  draw(chat);
  complain();
  return files.map(facing);
}

// What has to be known of a file to show it again, should its message come back.
const facing = ({ id, name, type, size, sort, kind, ms, levels, card: face }) => ({ id, name, type, size, sort, kind, ms, levels, card: face });

// What is ready on the server already, such as a card: it goes beside the reply, whatever is being written. False when no
// more fit.
export function addReady(chat, ready) {
  if (isFull(chat)) return false;
  whenDone = null;
  const file = { key: newKey(), mode: 'reply', sort: 'card', kind: 'card', ...ready };
  byChat.set(keyOf(chat, 'reply'), [...filesOf(chat, 'reply'), file]);
  store(chat, file);
  draw(chat);
  return true;
}

export const isFull = (chat) => filesOf(chat, 'reply').length >= MOST_FILES;
export const MOST = MOST_FILES;

export function restore(chat, files, mode = modeNow()) {
  const back = files.map((file) => ({ key: newKey(), sort: 'picture', kind: 'image', ...file, mode }));
  for (const file of back) keepFile({ ...file, chat });
  byChat.set(keyOf(chat, mode), [...filesOf(chat, mode), ...back]);
  draw(chat);
}

// What this browser still had when the page was loaded anew.
keptFiles().then((records) => {
  for (const { chat, at, agent, ...record } of records) {
    const file = { mode: 'reply', ...record, url: record.blob && record.kind !== 'voice' ? URL.createObjectURL(record.blob) : null };
    byChat.set(keyOf(chat, file.mode), [...filesOf(chat, file.mode), file]);
    if (!file.id) send(chat, file);
  }
  draw(currentChat());
});

export function complain(words = '', ...deeds) {
  const place = trouble();
  if (!words) place?.replaceChildren();
  else place?.append(el('div', { class: 'notice notice--warn small' }, icon('circle-alert', 'sm'), el('span', { class: 'grow' }, words), ...deeds));
}

function add(files) {
  const chat = currentChat();
  if (!chat || !document.getElementById('attached')) return;
  complain();
  const added = [];
  for (const file of files) {
    if (filesOf(chat).length >= MOST_FILES) { complain(text('file-many', { most: MOST_FILES })); break; }
    // The channel's rule is for what the customer gets; of a comment's files the server says what it does not take.
    const problem = modeNow() === 'comment' ? null : check(file);
    if (!problem) added.push(attach(chat, { blob: file, name: file.name, sort: sortOf(file) }));
    else if (problem.canShrink) offerShrinking(chat, file, problem.words);
    else complain(problem.words);
  }
  // A comment goes nowhere: what stands beside it need not be looked at first.
  if (modeNow() !== 'comment' && added.some(({ sort }) => sort !== 'picture')) look(chat);
}

function offerShrinking(chat, blob, words) {
  const smaller = async (event) => {
    event.target.closest('.notice').remove();
    try {
      const small = await shrink(blob, rule().picture_bytes);
      attach(chat, { blob: small, name: small.name, sort: 'picture' });
      document.getElementById('text')?.focus();
    } catch { complain(text('file-unshrinkable', { name: blob.name })); }
  };
  complain(words, el('button', { type: 'button', class: 'btn btn--sm', click: smaller }, text('file-shrink')));
}

// Puts a file beside the message and sends it up. A wish to send was meant for what stood there before.
function attach(chat, { blob, name, sort, kind = KINDS[sort] ?? 'file', ms, levels, mode = modeNow() }) {
  if (chat === currentChat()) whenDone = null;
  const file = { key: newKey(), mode, name: name || text(`sort-${sort}`), type: blob.type, size: blob.size, sort, kind, blob, ms, levels, share: 0, url: kind === 'voice' ? null : URL.createObjectURL(blob) };
  byChat.set(keyOf(chat, mode), [...filesOf(chat, mode), file]);
  store(chat, file);
  draw(chat);
  file.done = send(chat, file);
  return file;
}

// What was just spoken, for the box in which it was: another one may be in the page by now. Answers once it is up, with true.
export function addVoice(chat, voice) {
  const file = attach(chat, { ...voice, sort: 'audio', kind: 'voice' });
  return file.done.then(() => Boolean(file.id) && isThere(chat, file));
}

// Takes one voice message out of the box, to be sent by itself.
export function takeVoice(chat, mode) {
  const file = filesOf(chat, mode).findLast(({ kind, id }) => kind === 'voice' && id);
  remove(chat, file);
  return facing(file);
}

const store = (chat, { key, mode, name, type, size, sort, kind, blob, id, ms, levels, card: face }) => keepFile({ key, chat, mode, name, type, size, sort, kind, blob, id, ms, levels, card: face });

async function send(chat, file) {
  const stop = new AbortController();
  file.stop = () => stop.abort();
  const query = new URLSearchParams({ name: file.name, kind: file.kind, ...(file.mode === 'reply' && { conversation_id: chat }) });
  if (file.ms) query.set('duration_ms', Math.round(file.ms));
  if (file.levels) query.set('levels', file.levels);
  const come = (share, words) => { file.share = share; file.words = words; progress(chat, file); };
  const wait = (why) => {
    come(0, why ?? text('queued'));
    if (why && chat === currentChat() && !trouble()?.textContent.includes(why)) complain(why);
  };
  try {
    const known = await upload(`/api/v1/agent/files?${query}`, file.blob, {
      signal: stop.signal, progress: (share) => come(share, text('file-percent', { percent: Math.floor(share * 100) })), stuck: wait,
    });
    if (!known || !isThere(chat, file)) return;
    Object.assign(file, { id: known.id, name: known.name, size: known.size, ms: known.duration_ms ?? file.ms, words: null });
    // From now on the server has the bytes.
    if (isThere(chat, file)) store(chat, { ...file, blob: file.kind === 'voice' ? file.blob : null });
  } catch (error) {
    remove(chat, file);
    if (chat === currentChat()) {
      const words = text('file-refused', { name: file.name, reason: error.message });
      if (error.code === 'picture-too-many-pixels') offerShrinking(chat, file.blob, words);
      else complain(words);
    }
  }
  draw(chat);
  if (whenDone && chat === currentChat() && !isUploading()) {
    const then = whenDone;
    whenDone = null;
    if (file.id) then();
  }
}

function forget(file) {
  file.stop?.();
  forgetFile(file.key);
  if (file.url) URL.revokeObjectURL(file.url);
}

// By whoever writes: nor was a wish to send meant for less than what stood there.
function takeOut(chat, file) {
  whenDone = null;
  remove(chat, file);
}

function remove(chat, file) {
  forget(file);
  byChat.set(keyOf(chat, file.mode), filesOf(chat, file.mode).filter((other) => other !== file));
  draw(chat);
}

// ── What stands in the box ─────────────────────────────────────────────────

function look(chat) {
  const files = filesOf(chat);
  const sendButton = document.getElementById('send');
  openPreview(files, {
    words: sendButton?.textContent.trim() ?? '',
    remove: (file) => { takeOut(chat, file); refreshPreview(filesOf(chat)); },
    clear: () => { for (const file of filesOf(chat)) takeOut(chat, file); document.getElementById('text')?.focus(); },
    write: () => document.getElementById('text')?.focus(),
    send: () => document.getElementById('write')?.requestSubmit(),
  });
}

function card(chat, file) {
  const cleared = text('file-cleared', { name: file.name });
  const away = el('button', { type: 'button', class: 'attach__x', 'aria-label': cleared, title: cleared, click: () => takeOut(chat, file) }, icon('x', 'xs'));
  const busy = { 'data-file': file.key, 'aria-busy': file.id ? null : 'true' };
  const bar = !file.id && el('progress', { class: 'attach__bar', max: '1', value: String(file.share ?? 0), 'aria-label': text('file-leaving', { name: file.name }) });
  const open = (...inside) => el('button', { type: 'button', class: 'attach__open', 'aria-label': text('file-look', { name: file.name }), click: () => look(chat) }, ...inside);
  if (file.card) {
    return el('figure', { class: 'attach__img attach__card', ...busy }, el('img', { src: `/api/v1/agent/files/${file.id}`, alt: '' }),
      el('figcaption', { dir: 'auto', lang: file.card.language }, el('b', {}, file.card.title), file.card.teaser && el('span', {}, file.card.teaser), el('span', { class: 'faint' }, file.card.link.replace(/^https?:\/\//, ''))), away);
  }
  if (file.kind === 'voice') return el('div', { class: 'attach__voice', ...busy }, voiceBubble({ ...file, url: `/api/v1/agent/files/${file.id}` }), away, bar);
  if (file.sort === 'picture') return el('figure', { class: 'attach__img', ...busy }, open(el('img', { src: file.url ?? `/api/v1/agent/files/${file.id}`, alt: '' })), away, bar);
  return el('div', { class: 'attach__file', ...busy },
    open(icon(SYMBOLS[file.sort] ?? 'file-text'), el('span', { class: 'grow' }, el('b', { class: 'truncate' }, el('bdi', {}, file.name)), el('span', { class: 'xs muted', 'data-facts': true }, facts(file)))), away, bar);
}

// Cards that stand already stay: somebody may be listening to one.
function draw(chat) {
  const place = document.getElementById('attached');
  if (!place || chat !== currentChat()) return;
  const files = filesOf(chat);
  place.hidden = files.length === 0;
  for (const node of [...place.children]) {
    const file = files.find(({ key }) => key === node.dataset.file);
    const isDone = file?.id && node.ariaBusy === 'true';
    if (file && !isDone) continue;
    if (isDone && file.kind === 'voice') { node.removeAttribute('aria-busy'); node.querySelector('progress')?.remove(); continue; }
    for (const bubble of node.querySelectorAll('.voice')) hush(bubble);
    if (isDone) node.replaceWith(card(chat, file)); else node.remove();
  }
  const drawn = new Set([...place.children].map((node) => node.dataset.file));
  place.append(...files.filter(({ key }) => !drawn.has(key)).map((file) => card(chat, file)));
  refreshPreview(files);
}

function progress(chat, file) {
  if (chat !== currentChat()) return;
  const node = document.querySelector(`#attached [data-file="${file.key}"]`);
  const bar = node?.querySelector('progress');
  if (bar) bar.value = file.share;
  const line = node?.querySelector('[data-facts]');
  if (line) line.textContent = facts(file);
  refreshPreview(filesOf(chat));
}

// ── Ways in ────────────────────────────────────────────────────────────────

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-act="attach"]')) document.getElementById('file').click();
});
document.addEventListener('change', (event) => {
  if (event.target.id !== 'file') return;
  const files = [...event.target.files];
  event.target.value = '';
  // So that Enter sends the picture instead of asking for another.
  document.getElementById('text')?.focus();
  add(files);
});
document.addEventListener('paste', (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0 || !document.getElementById('write')) return;
  // Text that comes with a picture of itself is meant as text.
  if (event.clipboardData.types.includes('text/plain')) return;
  event.preventDefault();
  add(files);
});

const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
const zone = () => document.getElementById('drop');
let leaveTimer = null;
document.addEventListener('dragover', (event) => {
  if (!carriesFiles(event)) return;
  // A file dropped beside the area shall not replace the page.
  event.preventDefault();
  const isOver = Boolean(document.getElementById('write') && event.target.closest?.('#conv'));
  event.dataTransfer.dropEffect = isOver ? 'copy' : 'none';
  if (zone()) zone().hidden = !isOver;
  clearTimeout(leaveTimer);
  leaveTimer = setTimeout(() => { if (zone()) zone().hidden = true; }, 200);
});
document.addEventListener('drop', (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  if (zone()) zone().hidden = true;
  if (event.target.closest?.('#conv')) add([...event.dataTransfer.files]);
});
