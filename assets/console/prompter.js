// Proposals for what to answer: above the box for the message at hand or for an earlier one, and in a tab of the panel for a
// question one types (prompter-desk.js). A click or a key puts one in the box, marked as suggested; only a person sends it.
// With the switch off nothing is asked for.
import * as composer from './composer.js';
import { el, icon } from './dom.js';
import { currentChat } from './list.js';
import { Fault, asked, offered, soFar } from './prompter-ask.js';
import './prompter-desk.js';
import { SYMBOLS, sourceOf, use } from './prompter-use.js';
import { keep, onElsewhere, recall } from './store.js';
import { listen } from './stream.js';
import { text } from './texts.js';

const MOST_KEYS = 4;
const place = () => document.getElementById('prompter');
const button = () => document.querySelector('[data-act="prompter"]');
const isOn = () => recall('prompter') === 'on';

let asking = null; // the question that is under way: a newer one ends it
const proposed = new WeakMap(); // what a button proposes

function item(proposal) {
  const made = el('button', { type: 'button', class: 'prompt__item', click: () => use(proposal) },
    el('small', {}, el('span', { class: 'row row--1 truncate' }, icon(SYMBOLS[proposal.kind], 'xs'), el('span', { class: 'truncate', dir: 'auto' }, sourceOf(proposal))),
      el('span', { class: 'none' }, proposal.fit !== undefined && text('prompter-fit', { percent: proposal.fit }), ' ', el('kbd', { class: 'not-mobile', 'aria-hidden': 'true' }))),
    el('span', { class: proposal.kind === 'remote' ? 'prompt__words' : 'clamp-2', dir: 'auto' }, proposal.text));
  proposed.set(made, proposal);
  return made;
}

// What one elsewhere has written so far.
function draft(name, words) {
  return el('div', { class: 'prompt__item prompt__item--grows' },
    el('small', {}, el('span', { class: 'row row--1 truncate' }, icon('lightbulb', 'xs'), el('span', { class: 'truncate', dir: 'auto' }, words ? name : text('prompter-asks', { name })))),
    words && el('span', { class: 'prompt__words', dir: 'auto' }, soFar(words)));
}

const line = (words) => el('p', { class: 'prompt__line small muted' }, words);
const items = () => [...(place()?.querySelectorAll('button.prompt__item') ?? [])];

function number() {
  items().forEach((made, index) => { made.querySelector('kbd').textContent = index < MOST_KEYS ? `Alt ${index + 1}` : ''; });
  // Nobody is read a sentence word by word.
  place().ariaBusy = Boolean(place().querySelector('.prompt__item--grows'));
}

function begin() {
  const all = el('div', { class: 'prompt__all' });
  place().replaceChildren(all, el('button', { type: 'button', class: 'iconbtn iconbtn--sm', 'aria-label': text('prompter-close'), title: text('prompter-close'), click: turnOff }, icon('x', 'sm')));
  return all;
}

function clear() {
  asking?.abort();
  asking = null;
  if (!place()) return;
  place().replaceChildren();
  place().hidden = true;
}

async function look(message = null) {
  clear();
  const chat = currentChat();
  if (!place() || !chat) return;
  const own = asking = new AbortController();
  const { builtIn, others } = offered(place());
  const all = begin();
  const isCurrent = () => own === asking && chat === currentChat() && all.isConnected;
  const voice = async (fields, growing, nothing) => {
    const here = el('div', { class: 'prompt__voice' });
    all.append(here);
    const draw = (...nodes) => { if (!isCurrent()) return; here.replaceChildren(...nodes); place().hidden = false; number(); };
    if (growing) draw(growing(''));
    try {
      const proposals = await asked(chat, { ...(message && { message }), ...fields }, own, (words) => {
        draw(growing(words));
        const shown = here.querySelector('.prompt__words');
        if (shown) shown.scrollTop = shown.scrollHeight;
      });
      draw(...(proposals.length > 0 ? proposals.slice(0, 2).map(item) : nothing(null)));
    } catch (error) {
      // One writes as if there were none.
      draw(...nothing(error instanceof Fault ? error.word : 'late'));
    }
  };
  const asks = others.filter((one) => one.for_messages);
  // The built-in one has no name of its own; beside others it is silent where it knows nothing.
  if (builtIn) voice({}, null, (fault) => (fault || asks.length === 0 ? [line(text(fault ? 'prompter-late' : 'prompter-none'))] : []));
  for (const { id, name } of asks) {
    voice({ prompter: id }, (words) => draft(name, words), (fault) => [line(text(fault ? `prompter-fault-${fault}` : 'prompter-silent', { name }))]);
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
  const made = items()[['Digit1', 'Digit2', 'Digit3', 'Digit4'].indexOf(event.code)];
  if (!made) return;
  event.preventDefault();
  use(proposed.get(made));
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
