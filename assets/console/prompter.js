// Proposals for what to answer: above the box for the message at hand or for an earlier one, and in a tab of the panel for a
// question one types. A click or a key puts one in the box, marked as suggested; only a person sends it. With the switch off
// nothing is asked for.
import * as composer from './composer.js';
import { el, icon } from './dom.js';
import { ask } from './fragment.js';
import { currentChat } from './list.js';
import { note, tell } from './reply-notes.js';
import { keep, onElsewhere, recall } from './store.js';
import { listen } from './stream.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const PATIENCE_MS = 3_000;
const SYMBOLS = { reply: 'zap', article: 'book-open', past: 'history' };
const place = () => document.getElementById('prompter');
const button = () => document.querySelector('[data-act="prompter"]');
const isOn = () => recall('prompter') === 'on';

let asking = null; // the question that is under way: a newer one ends it
let shown = [];    // the proposals above the box

// Asks; null when a newer question has come or no answer has.
async function fetched(chat, fields, own) {
  const body = new URLSearchParams(fields);
  const answer = await ask(`/console/${chat}/prompter`, { method: 'POST', body, signal: AbortSignal.any([own.signal, AbortSignal.timeout(PATIENCE_MS)]) });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).proposals;
}

const date = new Intl.DateTimeFormat(document.documentElement.lang, { day: 'numeric', month: 'short', year: 'numeric' });
const sourceOf = ({ kind, name, at }) => (kind === 'past' ? text('prompter-past', { name, date: date.format(new Date(at)) }) : text(`prompter-${kind}`, { name }));

function use(proposal) {
  const chat = currentChat();
  const box = document.getElementById('text');
  composer.setMode('reply');
  if (box.value.length + proposal.text.length + 2 > box.maxLength) { toast(text('reply-too-long', { most: box.maxLength })); return; }
  const at = box.selectionEnd;
  box.setSelectionRange(at, at);
  const [before, after] = [box.value.slice(0, at), box.value.slice(at)];
  composer.insert(`${/\S$/.test(before) ? ' ' : ''}${proposal.text}${/^\S/.test(after) ? ' ' : ''}`);
  tell(chat, { ...proposal, why: '' });
  note(chat, 'sparkles', text('prompter-suggested', { source: sourceOf(proposal) }));
  ask(`/console/prompter/${proposal.id}/used`, { method: 'POST' }).catch(() => { /* It counts for less then. */ });
}

// ── Above the box ──────────────────────────────────────────────────────────

function item(proposal, index) {
  return el('button', { type: 'button', class: 'prompt__item', click: () => use(proposal) },
    el('small', {}, el('span', { class: 'row row--1 truncate' }, icon(SYMBOLS[proposal.kind], 'xs'), el('span', { class: 'truncate', dir: 'auto' }, sourceOf(proposal))),
      el('span', { class: 'none' }, text('prompter-fit', { percent: proposal.fit }), ' ', el('kbd', { class: 'not-mobile', 'aria-hidden': 'true' }, `Alt ${index + 1}`))),
    el('span', { class: 'clamp-2', dir: 'auto' }, proposal.text));
}

function draw(words = '') {
  const rows = words ? [el('p', { class: 'grow small muted' }, words)] : shown.map(item);
  place().replaceChildren(...rows, el('button', { type: 'button', class: 'iconbtn iconbtn--sm', 'aria-label': text('prompter-close'), title: text('prompter-close'), click: turnOff }, icon('x', 'sm')));
  place().hidden = false;
}

function clear() {
  asking?.abort();
  asking = null;
  shown = [];
  if (!place()) return;
  place().replaceChildren();
  place().hidden = true;
}

async function look(message = null) {
  clear();
  const chat = currentChat();
  if (!place() || !chat) return;
  const own = asking = new AbortController();
  try {
    const proposals = await fetched(chat, message ? { message } : {}, own);
    if (own !== asking || chat !== currentChat() || !place()) return;
    shown = proposals;
    draw(shown.length === 0 ? text('prompter-none') : '');
  } catch {
    // One writes as if there were none.
    if (own === asking && place()) draw(text('prompter-late'));
  }
}

function press() {
  button()?.setAttribute('aria-pressed', String(isOn()));
}

function turnOff() {
  keep('prompter', null);
  press();
  clear();
  composer.focus();
}

document.addEventListener('click', (event) => {
  if (!event.target.closest?.('[data-act="prompter"]')) return;
  if (isOn()) { turnOff(); return; }
  keep('prompter', 'on');
  press();
  look();
});
onElsewhere((name) => { if (name === 'prompter') { press(); if (isOn()) look(); else clear(); } });
document.addEventListener('prompt-for', ({ detail }) => look(detail));

document.addEventListener('keydown', (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.target.id !== 'text' || place()?.hidden !== false) return;
  const proposal = { Digit1: shown[0], Digit2: shown[1] }[event.code];
  if (!proposal) return;
  event.preventDefault();
  use(proposal);
});

composer.onBegin(() => {
  press();
  if (isOn()) look();
  else clear();
});

listen((kind, data) => {
  if (!isOn() || !place()) return;
  if (kind === 'reset') look();
  if (kind !== 'message' || data.conversation_id !== currentChat()) return;
  // What was asked is answered; what is asked anew is looked for anew.
  if (data.author.kind === 'visitor') look();
  else if (data.author.kind === 'agent') clear();
});

// ── By question ────────────────────────────────────────────────────────────

class PrompterDesk extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    this.field = el('input', { class: 'input', id: 'prompter-question', name: 'q', maxlength: '500', autocomplete: 'off', dir: 'auto', required: true });
    this.context = el('input', { type: 'checkbox', name: 'context', value: 'on' });
    this.list = el('div', { class: 'stack stack--3', role: 'status' });
    this.replaceChildren(
      el('form', { class: 'stack stack--3', submit: (event) => { event.preventDefault(); this.look(); } },
        el('div', { class: 'field' }, el('label', { class: 'field__label', for: 'prompter-question' }, text('prompter-question')), this.field),
        el('label', { class: 'check small' }, this.context, el('span', {}, text('prompter-context'))),
        el('div', { class: 'row' }, el('button', { class: 'btn' }, icon('sparkles', 'sm'), text('prompter-ask')))),
      this.list,
      el('p', { class: 'xs muted' }, text('prompter-hint')));
  }

  disconnectedCallback() { this.asking?.abort(); }

  async look() {
    this.asking?.abort();
    const own = this.asking = new AbortController();
    const chat = Number(this.dataset.chat);
    const q = this.field.value.trim();
    if (!q) return;
    try {
      const proposals = await fetched(chat, { q, ...(this.context.checked && { context: 'on' }) }, own);
      if (own !== this.asking) return;
      this.list.replaceChildren(...proposals.map((proposal) => this.row(proposal)), ...(proposals.length === 0 ? [el('p', { class: 'small muted' }, text('prompter-nothing'))] : []));
    } catch {
      if (own === this.asking) this.list.replaceChildren(el('p', { class: 'small muted' }, text('prompter-late')));
    }
  }

  row(proposal) {
    const mayReply = Boolean(place()) && Number(this.dataset.chat) === currentChat();
    return el('article', { class: 'note prompt__note' }, el('p', { dir: 'auto' }, proposal.text),
      el('footer', { class: 'row row--wrap between' },
        el('span', { class: 'row row--1 xs' }, icon(SYMBOLS[proposal.kind], 'xs'), el('span', { dir: 'auto' }, sourceOf(proposal)), ' · ', text('prompter-fit', { percent: proposal.fit })),
        el('span', { class: 'row' },
          proposal.path && el('a', { class: 'small', href: proposal.path, target: '_blank', rel: 'noopener' }, text('prompter-open')),
          mayReply && el('button', { type: 'button', class: 'btn btn--sm', click: () => this.use(proposal) }, text('prompter-use')))));
  }

  use(proposal) {
    use(proposal);
    // On a phone the panel lies over the chat.
    const back = document.querySelector('#side a[data-mobile-go="chat"]');
    if (back?.checkVisibility()) back.click();
    composer.focus();
  }
}
customElements.define('prompter-desk', PrompterDesk);
