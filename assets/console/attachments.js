// Pictures beside a message: by button, paste or drag; checked here first and by the server again; nothing leaves before Send.
import { el, icon } from './dom.js';
import { ask, sentence } from './fragment.js';
import { currentChat } from './list.js';
import { shrink } from './shrink.js';
import { text } from './texts.js';

const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_FILES = 10;
const UPLOAD_MS = 120_000;
const byChat = new Map(); // chat -> [{id, name, url, isUploading}]
let whenDone = null; // what waits for the uploads of the open chat

const filesOf = (chat) => byChat.get(chat) ?? [];
const trouble = () => document.getElementById('trouble');

export const isUploading = () => filesOf(currentChat()).some((file) => file.isUploading);
export function onceUploaded(then) { whenDone = then; }

export function begin(chat) {
  // A wish to send was meant for the box that has gone.
  whenDone = null;
  draw(chat);
}

// For sending: they are no longer the box's.
export function take(chat) {
  const files = filesOf(chat).filter((file) => file.id).map(({ id, name, card }) => ({ id, name, card }));
  for (const file of filesOf(chat)) if (file.url) URL.revokeObjectURL(file.url);
  byChat.delete(chat);
  draw(chat);
  complain();
  return files;
}

// What is ready on the server already, such as a card. False when no more fit.
export function addReady(chat, file) {
  if (filesOf(chat).length >= MOST_FILES) return false;
  byChat.set(chat, [...filesOf(chat), file]);
  draw(chat);
  return true;
}

export const isFull = (chat) => filesOf(chat).length >= MOST_FILES;
export const MOST = MOST_FILES;

export function restore(chat, files) {
  byChat.set(chat, [...filesOf(chat), ...files]);
  draw(chat);
}

function complain(words = '', ...deeds) {
  const place = trouble();
  if (!place) return;
  place.replaceChildren(...(words ? [el('div', { class: 'notice notice--warn small' }, icon('circle-alert', 'sm'), el('span', { class: 'grow' }, words), ...deeds)] : []));
}

const megabytes = (bytes) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(bytes / 1024 / 1024);

function add(files) {
  const chat = currentChat();
  if (!chat || !document.getElementById('attached')) return;
  complain();
  for (const file of files) {
    if (filesOf(chat).length >= MOST_FILES) { complain(text('file-many', { most: MOST_FILES })); return; }
    if (!TYPES.includes(file.type)) { complain(text('file-type', { name: file.name })); continue; }
    if (file.size === 0) { complain(text('file-empty', { name: file.name })); continue; }
    if (file.size > MOST_BYTES) { offerShrinking(chat, file); continue; }
    upload(chat, file);
  }
}

function offerShrinking(chat, file) {
  const words = text('file-large', { name: file.name, size: megabytes(file.size), most: megabytes(MOST_BYTES) });
  if (file.type === 'image/gif') { complain(words); return; }
  const smaller = async () => {
    complain();
    try { upload(chat, await shrink(file, MOST_BYTES)); } catch { complain(words); }
  };
  complain(words, el('button', { type: 'button', class: 'btn btn--sm', click: smaller }, text('file-shrink')));
}

const isNoAnswer = (error) => error instanceof TypeError || error instanceof DOMException;

async function upload(chat, blob) {
  const file = { name: blob.name || 'picture', url: URL.createObjectURL(blob), isUploading: true };
  byChat.set(chat, [...filesOf(chat), file]);
  draw(chat);
  try {
    const query = new URLSearchParams({ name: file.name, kind: 'image' });
    const answer = await ask(`/api/v1/agent/files?${query}`, {
      method: 'POST', headers: { 'content-type': blob.type }, body: blob, signal: AbortSignal.timeout(UPLOAD_MS),
    });
    if (!answer.ok) throw new Error(await sentence(answer));
    file.id = (await answer.json()).id;
  } catch (error) {
    remove(chat, file);
    if (chat === currentChat()) complain(isNoAnswer(error) ? text('no-answer') : error.message);
  }
  file.isUploading = false;
  draw(chat);
  if (whenDone && chat === currentChat() && !isUploading()) {
    const then = whenDone;
    whenDone = null;
    if (file.id) then();
  }
}

function remove(chat, file) {
  if (file.url) URL.revokeObjectURL(file.url);
  byChat.set(chat, filesOf(chat).filter((other) => other !== file));
  draw(chat);
}

function draw(chat) {
  const place = document.getElementById('attached');
  if (!place || chat !== currentChat()) return;
  const files = filesOf(chat);
  place.hidden = files.length === 0;
  place.replaceChildren(...files.map((file) => el('figure', { class: `attach__img${file.card ? ' attach__card' : ''}`, 'aria-busy': file.isUploading ? 'true' : null },
    el('img', { src: file.url ?? `/api/v1/agent/files/${file.id}`, alt: file.card ? '' : file.name }),
    file.card && el('figcaption', { dir: 'auto', lang: file.card.language }, el('b', {}, file.card.title), file.card.teaser && el('span', {}, file.card.teaser), el('span', { class: 'faint' }, file.card.link.replace(/^https?:\/\//, ''))),
    el('button', { type: 'button', class: 'attach__x', 'aria-label': text('file-cleared', { name: file.name }), click: () => remove(chat, file) }, icon('x', 'xs')))));
}

// ── Ways in ────────────────────────────────────────────────────────────────

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-act="attach"]')) document.getElementById('file').click();
});
document.addEventListener('change', (event) => {
  if (event.target.id !== 'file') return;
  add(event.target.files);
  event.target.value = '';
  // So that Enter sends the picture instead of asking for another.
  document.getElementById('text')?.focus();
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
  if (event.target.closest?.('#conv')) add(event.dataTransfer.files);
});
