// What one can do with a message in the log: answer it, change it, take it back. One set of buttons stands at the message
// under the pointer, at the one that was tapped, or at the one that Alt with an arrow has come to.
import * as answering from './answering.js';
import * as composer from './composer.js';
import { el, icon } from './dom.js';
import { ask, isHtml, parse } from './fragment.js';
import { currentChat } from './list.js';
import * as log from './log.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const SYMBOLS = { prompt: 'sparkles', quote: 'message-square-reply', edit: 'pencil', unsend: 'undo-2' };
const bar = el('div', { class: 'msgtools', role: 'toolbar', 'aria-label': text('message-tools') });
let at = null; // the message it stands at

const all = () => [...document.querySelectorAll('#log > [data-may]')].filter((message) => message.dataset.may);
// Only the owner answers, and an answer to a closed chat begins another one.
const deedsOf = (message) => [...message.dataset.may.split(' ').filter((deed) => deed && (deed !== 'quote' || isMine())), ...(mayPrompt(message) ? ['prompt'] : [])];
const mayPrompt = (message) => isMine() && message.dataset.by === 'customer' && Number(message.dataset.chat) === currentChat() && wordsOf(message) !== '';
const isMine = () => document.getElementById('conv')?.dataset.stance === 'mine';
const wordsOf = (message) => message.querySelector('.bubble__text')?.textContent ?? '';
const firstFile = (message) => message.querySelector('img[alt]')?.alt ?? message.querySelector('.filecard b')?.textContent ?? '';

function show(message) {
  if (at === message && bar.isConnected) return;
  const deeds = deedsOf(message);
  hide();
  if (deeds.length === 0) return;
  at = message;
  // What has no symbol is no deed, but the word for why there is none.
  bar.replaceChildren(...deeds.map((deed) => (SYMBOLS[deed] ? el('button', {
    type: 'button', class: 'iconbtn iconbtn--sm', 'data-deed': deed, title: text(`message-${deed}`), 'aria-label': text(`message-${deed}`),
  }, icon(SYMBOLS[deed], 'sm')) : el('span', { class: 'small muted' }, text(`message-${deed}`)))));
  message.append(bar);
}

function hide() {
  bar.remove();
  at = null;
}

function nameOf(message) {
  if (message.dataset.by === 'customer') return document.querySelector('.conv__name .truncate')?.textContent ?? '';
  return message.querySelector('.msg__who b')?.textContent ?? text('message-yours');
}

const deeds = {
  prompt: (message) => document.dispatchEvent(new CustomEvent('prompt-for', { detail: Number(message.dataset.id) })),
  quote: (message) => answering.answer({ id: Number(message.dataset.id), name: nameOf(message), words: (wordsOf(message) || firstFile(message)).slice(0, 200) }),
  edit(message) {
    composer.setMode('reply');
    answering.edit({ id: Number(message.dataset.id), words: wordsOf(message), before: composer.words() });
  },
  // It cannot be undone, so it asks once more in its place.
  unsend(message) {
    bar.replaceChildren(el('span', { class: 'small' }, text('unsend-ask')),
      el('button', { type: 'button', class: 'btn btn--sm btn--danger-quiet', click: () => takeBack(message) }, text('message-unsend')),
      el('button', { type: 'button', class: 'btn btn--sm btn--ghost', click: () => { hide(); composer.focus(); } }, text('leave-it')));
    bar.querySelector('button').focus();
  },
};

bar.addEventListener('click', (event) => {
  const deed = event.target.closest('[data-deed]')?.dataset.deed;
  if (!deed) return;
  const message = at;
  if (deed !== 'unsend') hide();
  deeds[deed](message);
});

async function takeBack(message) {
  hide();
  composer.focus();
  await change(`/console/entries/${message.dataset.id}/unsend`, new URLSearchParams());
}

// Answers with null when it was done, else with the word for why not. `asks()`: whether the box it is changed in is still
// there, which marks what was found in it.
export async function change(address, body, asks = () => true) {
  try {
    const answer = await ask(address, { method: 'POST', body });
    if (!answer.ok || !isHtml(answer)) {
      const { error } = await answer.json().catch(() => ({}));
      if (!error?.code.startsWith('sensitive') || !asks()) toast(error?.message ?? answer.statusText);
      return error?.code ?? '';
    }
    log.replace(await answer.text());
    return null;
  } catch {
    toast(text('no-answer'));
    return '';
  }
}

// The newest message of one's own that can still be changed.
export function editLast() {
  const message = all().reverse().find((one) => one.dataset.may.split(' ').includes('edit') && Number(one.dataset.chat) === currentChat());
  if (!message) return false;
  message.scrollIntoView({ block: 'nearest' });
  deeds.edit(message);
  return true;
}

// Up and down through the messages, from wherever one is.
function step(by) {
  const messages = all().filter((message) => deedsOf(message).length > 0);
  if (messages.length === 0) return;
  const here = messages.indexOf(at);
  const next = messages[here < 0 ? messages.length - 1 : Math.min(Math.max(here + by, 0), messages.length - 1)];
  show(next);
  next.scrollIntoView({ block: 'nearest' });
  bar.querySelector('button')?.focus();
}

document.addEventListener('keydown', (event) => {
  if (event.altKey && !event.ctrlKey && !event.metaKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && document.getElementById('log')) {
    event.preventDefault();
    step(event.key === 'ArrowUp' ? -1 : 1);
    return;
  }
  if (!bar.contains(event.target)) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    hide();
    composer.focus();
    return;
  }
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const buttons = [...bar.querySelectorAll('button')];
  buttons[(buttons.indexOf(event.target) + by + buttons.length) % buttons.length].focus();
});

document.addEventListener('pointerover', (event) => {
  if (event.pointerType !== 'mouse' || bar.contains(document.activeElement)) return;
  const message = event.target.closest?.('#log > [data-may]');
  if (message) show(message);
  else if (!event.target.closest?.('#log')) hide();
});

// What stands beside one message and changes it alone: sending it again, fetching its file again.
document.addEventListener('submit', async (event) => {
  const form = event.target.closest?.('form[data-entry]');
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector('button');
  if (button.disabled) return;
  button.disabled = true;
  await change(form.getAttribute('action'), new URLSearchParams());
  button.disabled = false;
});

document.addEventListener('click', async (event) => {
  const target = event.target.closest?.('[data-versions], [data-quoted]');
  if (target?.dataset.quoted) {
    event.preventDefault();
    log.point(target.dataset.quoted);
    return;
  }
  if (target) {
    const answer = await ask(`/console/entries/${target.dataset.versions}/versions`).catch(() => null);
    if (!answer?.ok) { toast(text('no-answer')); return; }
    document.getElementById('versions')?.remove();
    document.body.append(parse(await answer.text()));
    const dialog = document.getElementById('versions');
    dialog.addEventListener('close', () => dialog.remove());
    dialog.showModal();
    return;
  }
  // A tap on what is said shows what can be done with it.
  const said = event.target.closest?.('#log > [data-may] .bubble, #log > [data-may] .msg__meta');
  if (said && !event.target.closest('a, button') && !matchMedia('(hover: hover)').matches) {
    const message = said.closest('[data-may]');
    if (at === message) hide();
    else show(message);
  }
});

composer.wire({ editLast, change });
