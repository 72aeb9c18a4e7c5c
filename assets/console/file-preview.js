// The window in which one looks at files before they leave. Nothing is sent but by its Send.
import { el, icon } from './dom.js';
import { endingOf, sizeOf } from './file-rule.js';
import { text } from './texts.js';
import { voiceBubble } from './voice-player.js';

const TEXT = /^(txt|log|csv)$/;
const READ_BYTES = 4096;
export const SYMBOLS = { picture: 'image', audio: 'volume-2', video: 'video', document: 'file-text', archive: 'package' };

let dialog = null;

// What a file looks like, as far as a browser can show it.
export function likeness(file) {
  const { blob, url, sort, name } = file;
  const src = url ?? `/api/v1/agent/files/${file.id}`;
  if (file.kind === 'voice') return voiceBubble({ blob, url: `/api/v1/agent/files/${file.id}`, type: file.type, name, ms: file.ms, levels: file.levels });
  if (sort === 'picture' || file.card) return el('img', { src, alt: name });
  if (sort === 'video') return el('video', { src, controls: true, preload: 'metadata', 'aria-label': name });
  if (sort === 'audio') return el('audio', { src, controls: true, preload: 'metadata', 'aria-label': name });
  const card = el('div', { class: 'preview__card' }, icon(SYMBOLS[sort] ?? 'file-text', 'lg'));
  if (blob && TEXT.test(endingOf(name))) {
    blob.slice(0, READ_BYTES).text().then((words) => card.replaceWith(el('pre', { class: 'preview__text', dir: 'auto', tabindex: '0' }, words)), () => {});
  }
  return card;
}

// Name, sort and size in a line; how far it has come while it leaves.
export function facts(file) {
  const ending = file.kind === 'voice' ? null : endingOf(file.name).toUpperCase();
  return [ending, file.size ? sizeOf(file.size) : null, file.words].filter(Boolean).join(' · ');
}

function figure(file, remove) {
  return el('figure', { class: 'preview__file', 'data-file': file.key }, likeness(file),
    el('figcaption', { class: 'row' },
      el('div', { class: 'grow' }, el('b', { class: 'truncate' }, el('bdi', {}, file.kind === 'voice' ? text('sort-voice') : file.name)), el('span', { class: 'xs muted', 'data-facts': true }, facts(file))),
      el('button', { type: 'button', class: 'iconbtn', 'aria-label': text('file-cleared', { name: file.name }), title: text('file-cleared', { name: file.name }), click: () => remove(file) }, icon('trash-2'))));
}

// `files` are those of the message; `wire` are the deeds {remove, clear, send} and the words on the button that sends.
export function openPreview(files, wire) {
  close();
  if (files.length === 0) return;
  const title = el('h2', { class: 'dialog__title', id: 'preview-title' }, text('preview-title'));
  const body = el('div', { class: 'dialog__body preview__files' }, ...files.map((file) => figure(file, wire.remove)));
  const send = el('button', { type: 'button', class: 'btn btn--primary', click: () => { close(); wire.send(); } }, wire.words, icon('send-horizontal', 'sm'));
  dialog = el('dialog', { class: 'dialog preview', 'aria-labelledby': 'preview-title', close: () => { if (dialog?.open === false) forget(); } },
    el('header', { class: 'dialog__head' }, el('div', { class: 'grow' }, title, el('p', { class: 'dialog__sub' }, text('preview-more'))),
      el('button', { type: 'button', class: 'iconbtn', 'aria-label': text('preview-close'), click: close }, icon('x'))),
    body,
    el('footer', { class: 'dialog__foot' },
      el('button', { type: 'button', class: 'btn btn--ghost', click: () => { close(); wire.clear(); } }, text('preview-clear')),
      el('span', { class: 'push' }, el('button', { type: 'button', class: 'btn', click: () => { close(); wire.write(); } }, text('preview-write')), send)));
  document.body.append(dialog);
  dialog.showModal();
  // What has just been added stands last.
  body.lastElementChild.scrollIntoView({ block: 'nearest' });
  send.focus();
}

function forget() {
  for (const player of dialog?.querySelectorAll('video, audio') ?? []) player.pause();
  dialog?.remove();
  dialog = null;
}

export function close() {
  const open = dialog;
  forget();
  open?.close();
}

// A file has come further, or has been taken out.
export function refreshPreview(files) {
  if (!dialog) return;
  for (const node of dialog.querySelectorAll('[data-file]')) {
    const file = files.find(({ key }) => key === node.dataset.file);
    if (file) node.querySelector('[data-facts]').textContent = facts(file);
    else node.remove();
  }
  if (!dialog.querySelector('[data-file]')) close();
}
