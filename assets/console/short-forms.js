// Short forms become their text as they are typed: on a blank or a sign after a whole word. Backspace right after brings
// back what was typed, and leaves that word alone until the draft is sent.
//
// Only what was typed letter by letter counts: what a quick reply, a paste or a drop has put into the box stays as it is.
// Nothing happens while an input method composes; a word that it has finished counts as typed.
import { ask } from './fragment.js';

const ENDS = /^[\s.,!?;:)\]}"'»”’…。，！？；：、]$/u;
const PART = /^[\p{L}\p{M}\p{N}\-_'’&+]+$/u;
const BEGINS = /^[\s([{"'«“„‘—–。，！？；：、]$/u;
const field = () => document.getElementById('text');

let forms = new Map();
let typed = ''; // the word that is being typed, as far as it was typed here
let caret = -1; // where typing has left the caret
let last = null; // {start, word, text, end} of what has just been replaced
let spared = new Set(); // words that somebody wanted as they were, in this draft
let isOurs = false;

async function load() {
  try {
    const answer = await ask('/console/short-forms');
    if (!answer.ok) return;
    const { own, team } = await answer.json();
    // One's own go before the team's.
    forms = new Map([...team, ...own].map(({ short, text }) => [short.toLowerCase(), { short, text }]));
  } catch { /* Without a line nothing is replaced. */ }
}

const forget = () => { typed = ''; last = null; };

// In a link, in code, or in a line that quotes somebody, words stay as they are.
function isLeftAlone(before) {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (/^\s*>/.test(line)) return true;
  const fences = before.split('```').length - 1;
  if (fences % 2 === 1) return true;
  if ((line.replaceAll('```', '').split('`').length - 1) % 2 === 1) return true;
  return /\]\([^)\s]*$/.test(line);
}

// As it was typed: a capital stays one.
function expand(word) {
  const form = forms.get(word.toLowerCase());
  if (!form || spared.has(word.toLowerCase())) return null;
  const [first] = word;
  const isCapital = word !== form.short && first !== first.toLowerCase() && first === first.toUpperCase();
  if (!isCapital) return form.text;
  const [head, ...rest] = form.text;
  return head.toUpperCase() + rest.join('');
}

function put(box, start, end, words) {
  isOurs = true;
  box.setSelectionRange(start, end);
  if (!document.execCommand('insertText', false, words)) box.setRangeText(words, start, end, 'end');
  isOurs = false;
}

function replace(box, end) {
  const at = box.selectionStart - end.length;
  const word = typed;
  const start = at - word.length;
  const before = box.value.slice(0, start);
  const touches = before.at(-1);
  if (start < 0 || box.value.slice(start, at) !== word || (touches !== undefined && !BEGINS.test(touches)) || isLeftAlone(before)) return;
  const words = expand(word);
  if (words === null) return;
  put(box, start, at + end.length, words + end);
  last = { start, word, text: words, end };
}

document.addEventListener('input', (event) => {
  const box = field();
  if (event.target !== box || isOurs || event.isComposing) return;
  const { inputType, data } = event;
  const here = box.selectionStart;
  last = null;
  if (inputType === 'deleteContentBackward') {
    typed = here === caret - 1 ? typed.slice(0, -1) : '';
  } else if (inputType === 'insertLineBreak' || (inputType === 'insertText' && data !== null && [...data].length === 1)) {
    const letter = data ?? '\n';
    if (here - letter.length !== caret) typed = '';
    if (ENDS.test(letter) && typed) {
      // An apostrophe may go on: "o'clock".
      replace(box, letter);
      typed = PART.test(letter) && !last ? typed + letter : '';
    } else typed = PART.test(letter) ? typed + letter : '';
  } else typed = '';
  caret = box.selectionStart;
});

// What an input method has written, among them the keyboards of telephones, counts when it is done.
document.addEventListener('compositionend', (event) => {
  const box = field();
  if (event.target !== box) return;
  const begins = box.selectionStart - (event.data?.length ?? 0);
  const isNext = begins === caret;
  typed = event.data && PART.test(event.data) ? (isNext ? typed : '') + event.data : '';
  caret = box.selectionStart;
});

// `beforeinput` and not a key: the keyboards of telephones name no keys.
document.addEventListener('beforeinput', (event) => {
  const box = field();
  if (event.target !== box || event.inputType !== 'deleteContentBackward' || !last) return;
  const { start, word, text, end } = last;
  const stop = start + text.length + end.length;
  if (box.selectionStart !== stop || box.selectionEnd !== stop || box.value.slice(start, stop) !== text + end) return;
  event.preventDefault();
  spared.add(word.toLowerCase());
  put(box, start, stop, word + end);
  forget();
  caret = box.selectionStart;
  box.dispatchEvent(new Event('input', { bubbles: true }));
});

document.addEventListener('sent', () => {
  forget();
  spared = new Set();
});
document.addEventListener('focusin', (event) => { if (event.target === field()) { forget(); caret = -1; } });
// The lists may have been changed in another tab.
document.addEventListener('visibilitychange', () => { if (!document.hidden) load(); });
addEventListener('focus', load);
load();
