// Where the visitor writes: text, pictures, voice, emoji; the draft survives closing and reloading.
import { screen } from './attachment.js';
import { boot, emit, isChatting, newKey, state } from './boot.js';
import { call } from './api.js';
import { el, icon, iconButton } from './dom.js';
import { keep, recall } from './host.js';
import { accepted, check, kindOf, look, rule, takesMore } from './photo.js';
import { player } from './player.js';
import { stash, stashed, unstash } from './stash.js';
import { number, size, t } from './words.js';

const LONGEST_TEXT = 10_000;
const MOST_FILES = 5;
const DRAFT_AFTER_MS = 300;
const TYPING_EVERY_MS = 3000;

let files = [];
let draftTimer = null;
let isHurried = false;
let typedAt = 0;

// In the form of a closed shop it stands there (frame.js).
export const tray = el('div', { class: 'tray', hidden: true });
const note = el('p', { class: 'note', role: 'status', hidden: true });
const area = el('textarea', { rows: '1', maxlength: LONGEST_TEXT, dir: 'auto', enterkeyhint: 'send', 'aria-label': t('message'), input: typed, keydown: pressed, paste: pasted });
const chooser = el('input', { type: 'file', accept: accepted, multiple: true, hidden: true, change: () => { add([...chooser.files]); chooser.value = ''; focus(); } });
const smile = iconButton('smile', t('emoji'), pickEmoji, { 'aria-expanded': 'false' });
const addLabel = t(takesMore ? 'add-file' : 'add-picture');
const clip = iconButton(takesMore ? 'clip' : 'image', addLabel, () => chooser.click(), { title: `${addLabel}. ${rule()}`, 'aria-description': rule() });
const mic = iconButton('mic', t('hold-to-talk'), null, { class: 'iconbtn mic' });
const arrow = el('button', { class: 'send', 'aria-label': t('send'), title: t('send'), hidden: true }, icon('up'));
const box = el('form', { class: 'write', submit: submitted }, area, smile, clip, chooser, mic, arrow);
const canTalk = boot.files.voice && window.MediaRecorder && navigator.mediaDevices;

export const composer = el('div', { class: 'foot' }, tray, box, note, boot.preview && el('p', { class: 'note' }, t('preview')), by());

export function by() {
  return el('p', { class: 'by' }, icon('bell', 'icon--fill'), 'Shopbell');
}

export function focus() {
  // On touch the keyboard would cover what there is to read.
  if (!matchMedia('(pointer: coarse)').matches && !composer.hidden) area.focus();
}

export function address(name) {
  area.placeholder = files.length ? t('add-line') : name ? t('reply-to', { name }) : t('write');
}

export const draft = () => area.value;
export const attached = () => files;
export async function restoreDraft() {
  area.value = recall('draft') ?? '';
  show();
  for (const place of (await stashed('tray:')) ?? []) attach(await unstash(place), place);
}

// What is written elsewhere, in the form of the closed shop, is the same draft.
export function setDraft(text) {
  area.value = text;
  show();
  keepDraft();
}

export function clear() {
  area.value = '';
  for (const file of files) stash(file.place, null);
  files = [];
  clearTimeout(draftTimer);
  keep('draft', null);
  say('');
  show();
}

function submitted(event) {
  event.preventDefault();
  const text = area.value.trim();
  if (!text && !files.length) return;
  emit('compose', { text, files });
  area.focus();
}

// Enter while an input method composes accepts its suggestion; Safari says so only by the key code.
function pressed(event) {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  box.requestSubmit();
}

function typed() {
  show();
  keepDraft();
  if (!area.value || !isChatting() || Date.now() - typedAt < TYPING_EVERY_MS) return;
  typedAt = Date.now();
  call('POST', '/typing', {}).catch(() => { /* Only a courtesy. */ });
}

function keepDraft() {
  clearTimeout(draftTimer);
  const act = () => keep('draft', area.value || null);
  if (isHurried) act();
  else draftTimer = setTimeout(act, DRAFT_AFTER_MS);
}

// The page is about to be drawn anew: what is typed until then is kept letter by letter.
export function hurryDraft() {
  isHurried = true;
  keepDraft();
}

function show() {
  const isEmpty = !area.value.trim() && !files.length;
  arrow.hidden = isEmpty;
  mic.hidden = !isEmpty || !canTalk;
  clip.hidden = files.length >= MOST_FILES;
  tray.hidden = !files.length;
  address(isChatting() ? state.conversation.agent?.name : null);
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight}px`;
}

export function say(text) {
  note.replaceChildren(text);
  note.hidden = !text;
}

// ── Files ──────────────────────────────────────────────────────────────────

function pasted(event) {
  const found = [...event.clipboardData.files];
  const words = event.clipboardData.getData('text/plain').replaceAll('\r\n', '\n');
  // A field that is full would cut off the rest without a word.
  const isLong = area.value.length - (area.selectionEnd - area.selectionStart) + words.length > LONGEST_TEXT;
  if (!found.length && !isLong) return;
  event.preventDefault();
  if (found.length) add(found);
  else say(t('text-long', { most: number(LONGEST_TEXT) }));
}

export function add(found) {
  say('');
  take(found);
}

function take(found) {
  for (const file of found) {
    if (files.length >= MOST_FILES) return more({ problem: t('file-many', { most: MOST_FILES }) });
    const trouble = check(file);
    if (trouble) more(trouble, file);
    else attach({ blob: file, name: file.name, kind: kindOf(file), size: file.size, type: file.type });
  }
}

// Of several files that are not taken none is passed over in silence.
function more({ problem, canShrink }, file) {
  const smaller = async () => {
    line.replaceChildren(t('file-shrinking'));
    try {
      const { shrink } = await import('./shrink.js');
      const small = await shrink(file);
      line.remove();
      note.hidden = !note.textContent;
      take([small]);
      area.focus();
    } catch { line.replaceChildren(t('file-unreadable', { name: file.name })); }
  };
  const line = el('span', {}, `${problem} `, canShrink && el('button', { type: 'button', class: 'linkbtn', click: smaller }, t('file-shrink')));
  note.append(line);
  note.hidden = false;
}

export function attach(file, place = `tray:${Date.now()}:${newKey()}`) {
  const remove = () => { files = files.filter((other) => other !== file); stash(place, null); card.remove(); show(); area.focus(); };
  stash(place, file);
  file.place = place;
  const clearButton = el('button', { type: 'button', class: 'btn btn--sm', click: remove }, icon('x', 'icon--sm'), t('clear'));
  const card = el('div');
  // What the server would refuse after Send is said now: only here is the picture at hand to be made smaller.
  const seen = ({ target: image }) => {
    const trouble = look(file, image);
    if (!trouble || !files.includes(file)) return;
    remove();
    more(trouble, file.blob);
  };
  if (file.kind === 'voice') card.append(player(() => Promise.resolve(file.blob), file.ms, file.levels, file.type), clearButton);
  else {
    const likeness = file.kind === 'image' ? el('img', { alt: '', src: URL.createObjectURL(file.blob), load: seen, error: seen }) : file.type.startsWith('video/') ? screen(file.blob, false) : icon('clip');
    card.append(el('span', { class: 'thumb' }, likeness),
      el('div', { class: 'grow' }, el('b', { class: 'truncate' }, el('bdi', {}, file.name)), el('small', {}, size(file.size)), clearButton));
  }
  files.push(file);
  tray.append(card);
  show();
}

new MutationObserver(() => { if (!files.length) tray.replaceChildren(); }).observe(tray, { attributes: true, attributeFilter: ['hidden'] });

if (boot.preview) import('./preview.js').then((preview) => preview.follow(area), () => { /* Then nobody sees it. */ });

// ── Emoji and voice are fetched when somebody reaches for them ─────────────

async function pickEmoji() {
  const picker = await import('./emoji.js').catch(() => say(t('not-loaded')));
  picker?.toggle(smile, composer, (emoji) => {
    area.setRangeText(emoji, area.selectionStart, area.selectionEnd, 'end');
    typed();
    area.focus();
  });
}

if (canTalk) {
  const parts = { mic, box, foot: composer, say, done: (file) => { attach(file); arrow.focus(); } };
  const ready = () => import('./voice.js').then((voice) => { voice.arm(parts); return true; }, () => false);
  for (const event of ['pointerenter', 'focus']) mic.addEventListener(event, ready);
  // A finger gives no warning: its first touch loads, and explains how to go on.
  mic.addEventListener('click', async () => say(t((await ready()) ? 'voice-hold' : 'not-loaded')));
}
