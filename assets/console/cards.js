// Cards beside a chat: searched for, looked at, dragged into the box or added to it. Nothing is sent by any of it: a card
// rests in the box like a picture, in the words and the language in which the customer will get it.
import * as attachments from './attachments.js';
import * as composer from './composer.js';
import { el, icon } from './dom.js';
import { flag } from './flag.js';
import { ask, sentence } from './fragment.js';
import { currentChat } from './list.js';
import { say } from './reply-notes.js';
import { pickLanguage } from './reply-store.js';
import { listen } from './stream.js';
import { text } from './texts.js';
import { toast } from './toast.js';

let stock = null; // {folders, language, names, edit}
let query = '';
let folder = 'all';
let dragged = null;

const mayReply = () => Boolean(document.getElementById('replies'));
const nameOf = (code) => stock.names[code] ?? code;
const wanted = () => document.getElementById('content-language')?.dataset ?? { code: '', name: '' };
const shelf = () => document.querySelector('card-shelf');
const isCarried = (card) => (shelf()?.dataset.carries ?? '').split(' ').includes(card.kind);
const shownText = (card) => card.texts[card.preview] ?? Object.values(card.texts)[0];

async function refresh() {
  try {
    const answer = await ask('/console/cards');
    if (answer.ok) stock = await answer.json();
  } catch { /* The stream tells when the line is back. */ }
  shelf()?.draw();
}

function found() {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const isFound = (card) => {
    const all = [card.name, ...card.tags, ...Object.values(card.texts).flatMap(({ title, teaser }) => [title, teaser])].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  };
  return stock.folders.filter(({ id }) => folder === 'all' || id === folder).flatMap(({ cards }) => cards).filter(isFound);
}

const picture = (card, size) => {
  const { picture: src } = shownText(card);
  return src ? el('img', { src, alt: '', loading: 'lazy', class: size }) : el('span', { class: `${size} cardblank` }, icon('gallery-horizontal-end'));
};

function row(card) {
  const { title, teaser } = shownText(card);
  const carried = isCarried(card);
  return el('li', {}, el('button', {
    type: 'button', class: `cardrow${carried ? '' : ' is-off'}`, draggable: 'true', 'aria-disabled': carried ? null : 'true', title: carried ? null : text('card-not-carried'),
    click: () => look(card),
    dragstart: (event) => {
      dragged = card;
      event.dataTransfer.effectAllowed = 'copy';
      event.dataTransfer.setData('text/plain', title);
    },
    dragend: () => { dragged = null; mark(null); },
  }, picture(card, 'cardrow__pic'), el('span', { class: 'cardrow__in', dir: 'auto' },
    el('b', { class: 'medium' }, title), teaser && el('span', { class: 'xs muted clamp-2' }, teaser),
    !carried && el('span', { class: 'xs cardrow__off' }, icon('ban', 'xs'), text('card-not-carried')))));
}

class CardShelf extends HTMLElement {
  connectedCallback() {
    if (stock) this.draw();
    else refresh();
  }

  draw() {
    if (!stock) return;
    const cards = stock.folders.flatMap((one) => one.cards);
    if (cards.length === 0) {
      this.replaceChildren(el('div', { class: 'empty' }, icon('gallery-horizontal-end'), el('p', { class: 'muted small' }, text('cards-empty')),
        stock.edit && el('a', { class: 'btn btn--sm', href: stock.edit }, text('cards-write'))));
      return;
    }
    if (folder !== 'all' && !stock.folders.some(({ id }) => id === folder)) folder = 'all';
    if (!this.list?.isConnected) {
      this.list = el('ul', { class: 'cardlist' });
      this.tabs = el('div', { class: 'cardtabs' });
      const search = el('input', { class: 'input input--sm', type: 'search', value: query, 'aria-label': text('cards-search'), placeholder: text('cards-search'), autocomplete: 'off', input: ({ target }) => { query = target.value; this.fill(); } });
      this.replaceChildren(search, this.tabs, this.list, el('p', { class: 'xs muted' }, text('cards-hint')));
    }
    const tab = (id, name) => el('button', { type: 'button', class: 'chip', 'aria-pressed': String(folder === id), dir: 'auto', click: () => { folder = id; this.draw(); this.tabs.querySelector('[aria-pressed="true"]').focus(); } }, name);
    this.tabs.replaceChildren(tab('all', text('cards-all')), ...stock.folders.map(({ id, name }) => tab(id, name)));
    this.fill();
  }

  fill() {
    const cards = found();
    this.list.replaceChildren(...cards.map(row));
    if (cards.length === 0) this.list.append(el('li', { class: 'small muted' }, text('cards-none')));
  }
}
customElements.define('card-shelf', CardShelf);

// ── A look at one ──────────────────────────────────────────────────────────

function look(card) {
  const { title, teaser, link } = shownText(card);
  const code = pickLanguage(Object.keys(card.texts), wanted().code, stock.language);
  const isTheirs = code.split('-')[0] === wanted().code.split('-')[0];
  const goes = isTheirs ? text('card-goes', { language: nameOf(code) }) : text('card-goes-instead', { language: nameOf(code), wanted: wanted().name });
  const carried = isCarried(card) && mayReply();
  const dialog = el('dialog', { class: 'dialog dialog--sm cardlook', 'aria-labelledby': 'cardlook-title', close: () => dialog.remove(), click: (event) => { if (event.target === dialog) dialog.close(); } },
    picture(card, 'cardlook__pic'),
    el('div', { class: 'dialog__body' },
      el('h2', { class: 'dialog__title', id: 'cardlook-title', dir: 'auto' }, title),
      teaser && el('p', { dir: 'auto' }, teaser),
      card.kind === 'link'
        ? el('a', { href: link, target: '_blank', rel: 'noopener noreferrer', class: 'row row--1 cardlook__link' }, icon('external-link', 'sm'), link)
        : el('p', { class: 'small muted' }, `${text('card-mini-program')}: ${link}`),
      el('p', { class: 'small muted row row--1' }, flag(code), isCarried(card) ? goes : text('card-not-carried'))),
    el('div', { class: 'dialog__foot' }, el('span', { class: 'push' },
      el('button', { type: 'button', class: 'btn', click: () => dialog.close() }, text('card-close')),
      el('button', { type: 'button', class: 'btn btn--primary', disabled: !carried, autofocus: carried, click: () => { dialog.close(); add(card); } }, text('card-add')))));
  document.body.append(dialog);
  dialog.showModal();
}

// ── Into the box ───────────────────────────────────────────────────────────

async function add(card) {
  const chat = currentChat();
  if (!chat || !mayReply()) return;
  if (attachments.isFull(chat)) { toast(text('card-many', { most: attachments.MOST })); return; }
  try {
    const answer = await ask(`/console/${chat}/cards/${card.id}`, { method: 'POST' });
    if (!answer.ok) { toast(text('card-late', { reason: await sentence(answer) })); return; }
    const made = await answer.json();
    if (!attachments.addReady(chat, { id: made.id, name: made.name, card: made.card })) { toast(text('card-many', { most: attachments.MOST })); return; }
    if (chat !== currentChat()) return;
    composer.setMode('reply');
    if (made.why === 'default' || made.why === 'any') say(chat, made.card.language, text('card-goes-instead', { language: made.language_name, wanted: made.wanted_name }));
    // On a phone the panel lies over the chat.
    document.querySelector('#side a[data-mobile-go="chat"]')?.checkVisibility() && document.querySelector('#side a[data-mobile-go="chat"]').click();
    composer.focus();
  } catch {
    toast(text('card-late', { reason: text('no-answer') }));
  }
}

// Where it may be dropped is marked; where it may not, why is said while it is still in the hand.
function mark(words, isRefused = false) {
  let place = document.getElementById('card-drop');
  if (!words) { place?.remove(); return; }
  const box = document.getElementById('composer');
  if (!place) { place = el('div', { id: 'card-drop', role: 'status' }); box.append(place); }
  place.className = `dropzone carddrop${isRefused ? ' carddrop--no' : ''}`;
  if (place.textContent !== words) place.replaceChildren(icon(isRefused ? 'ban' : 'gallery-horizontal-end'), el('b', { class: 'semi' }, words));
}

document.addEventListener('dragover', (event) => {
  if (!dragged) return;
  const isOver = mayReply() && Boolean(event.target.closest?.('#conv'));
  if (!isOver) { mark(null); return; }
  const carried = isCarried(dragged);
  mark(carried ? text('card-drop') : text('card-not-carried'), !carried);
  if (!carried) { event.dataTransfer.dropEffect = 'none'; return; }
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
});
document.addEventListener('drop', (event) => {
  if (!dragged) return;
  event.preventDefault();
  const card = dragged;
  const isOver = event.target.closest?.('#conv');
  dragged = null;
  mark(null);
  if (isOver && isCarried(card)) add(card);
});

listen((kind) => { if ((kind === 'content' || kind === 'reset') && stock) refresh(); });
