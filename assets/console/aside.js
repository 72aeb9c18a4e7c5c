// A reply that begins like a note to the team is asked about once before it is sent: is it meant for the customer?
import { el, icon } from './dom.js';
import { text } from './texts.js';

const form = () => document.getElementById('write');
const place = () => document.getElementById('assist');
let answered = null; // the words for which somebody has said "yes, to the customer"

const isLetter = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

// In every language of the console: whoever answers in one may note in another.
function isLikeANote(words) {
  const plain = words.trimStart().replace(/^[[(*#_]+/, '').toLowerCase();
  const begins = (beginning) => plain.startsWith(beginning) && !(isLetter(beginning.at(-1)) && isLetter(plain[beginning.length]));
  const names = [...document.querySelectorAll('#team [data-name]')].map((row) => row.dataset.name.toLowerCase());
  return form().dataset.noteWords.split('|').some((beginning) => begins(beginning))
    || names.some((name) => [name, name.split(' ')[0]].some((called) => begins(`@${called}`)));
}

// Whether it may go to the customer. If not, the question stands: `send` and `note` are what its answers do.
export function lets(words, send, note) {
  if (words === answered || !isLikeANote(words)) return true;
  const answer = (deed, isSent) => () => {
    if (isSent) answered = words;
    forget();
    deed();
  };
  const button = (label, deed, kind) => el('button', { type: 'button', class: `btn btn--sm ${kind}`, click: deed, 'aria-describedby': 'aside-words' }, label);
  forget();
  const first = button(text('aside-note'), answer(note, false), 'btn--comment');
  place().append(el('div', { class: 'cbox__strip', id: 'aside' },
    el('span', { class: 'warn none' }, icon('lock')),
    el('div', { class: 'cbox__words small', id: 'aside-words', role: 'status' }, text('aside-ask', { name: form().dataset.customer })),
    el('span', { class: 'row' }, button(text('aside-send', { name: form().dataset.customer }), answer(send, true), ''), first)));
  first.focus();
  return false;
}

function forget() {
  document.getElementById('aside')?.remove();
}

document.addEventListener('input', (event) => { if (event.target.id === 'text') forget(); });
document.addEventListener('sent', () => { answered = null; forget(); });
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !document.getElementById('aside') || !form()?.contains(event.target)) return;
  event.preventDefault();
  event.stopPropagation();
  forget();
  document.getElementById('text').focus();
}, true);
