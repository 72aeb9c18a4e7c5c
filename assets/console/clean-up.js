// Clean-up: what came along with pasted text is removed, from the selection or the whole draft. What was removed is told and
// shown; one step takes it all back. The rules are the server's, see src/desk/clean_up.
import { el, icon } from './dom.js';
import { ask, sentence } from './fragment.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const MOST_CELLS = 1_000_000;
const WHAT = ['markup', 'letters', 'invisible', 'tracking', 'signatures', 'blanks', 'own'];
const field = () => document.getElementById('text');
const place = () => document.getElementById('assist');
let isOurs = false; // the text changes by our own hand

export async function cleanUp() {
  const box = field();
  if (!box) return;
  const before = box.value;
  const isPart = box.selectionStart < box.selectionEnd;
  const [start, end] = isPart ? [box.selectionStart, box.selectionEnd] : [0, before.length];
  const words = before.slice(start, end);
  if (!words.trim()) { toast(text('clean-nothing')); box.focus(); return; }
  let cleaned;
  try {
    const answer = await ask('/console/clean', { method: 'POST', body: new URLSearchParams({ text: words }) });
    if (!answer.ok) { toast(await sentence(answer)); return; }
    cleaned = await answer.json();
  } catch { toast(text('no-answer')); return; }
  // Somebody has gone on writing, or to another chat.
  if (box !== field() || box.value !== before) return;
  box.focus();
  if (cleaned.text === words) { toast(text('clean-nothing')); return; }
  put(box, start, end, cleaned.text);
  if (isPart) box.setSelectionRange(start, start + cleaned.text.length);
  tell(box, before, words, cleaned);
}

function put(box, start, end, words) {
  isOurs = true;
  box.setSelectionRange(start, end);
  const command = words ? 'insertText' : 'delete';
  if (!document.execCommand(command, false, words)) box.setRangeText(words, start, end, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
  isOurs = false;
}

function tell(box, before, words, { text: after, removed }) {
  document.getElementById('cleaned')?.remove();
  const what = WHAT.filter((name) => removed[name] > 0).map((name) => text(`clean-did-${name}`, { count: removed[name] }));
  const undo = () => {
    document.getElementById('cleaned')?.remove();
    put(box, 0, box.value.length, before);
    box.focus();
  };
  place().append(el('div', { class: 'cbox__strip', id: 'cleaned' },
    el('span', { class: 'ok none' }, icon('brush-cleaning')),
    el('div', { class: 'cbox__words small' },
      el('span', { role: 'status' }, el('b', { class: 'semi' }, text('clean-done')), ' ', el('span', { class: 'muted' }, what.join(', '))),
      el('details', { class: 'cleaned' }, el('summary', {}, text('clean-compare')), el('p', { class: 'pre', dir: 'auto', tabindex: '0' }, ...differences(words, after)))),
    el('button', { type: 'button', class: 'btn btn--sm', click: undo }, text('clean-undo'))));
}

// What went and what came, piece by piece.
function differences(before, after) {
  const [old, now] = [before, after].map((words) => words.match(/\p{L}+|\p{N}+|\s|[^\p{L}\p{N}\s]/gu) ?? []);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const [a, b] = [old, now].map((all) => all.slice(head, all.length - tail));
  const pieces = a.length * b.length > MOST_CELLS ? [['del', a.join('')], ['ins', b.join('')]] : compare(a, b);
  return [old.slice(0, head).join(''), ...pieces.map(([kind, words]) => (kind ? el(kind, {}, visible(words)) : words)), old.slice(old.length - tail).join('')];
}

// What nobody sees is shown where it was.
const visible = (words) => words.replace(/[\p{Cf}\u00ad]/gu, '·').replace(/\n/g, '↵\n');

// The longest row of pieces that both have, and what lies between.
function compare(a, b) {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i * width + j] = a[i] === b[j] ? table[(i + 1) * width + j + 1] + 1 : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
    }
  }
  const pieces = [];
  const add = (kind, words) => {
    if (pieces.at(-1)?.[0] === kind) pieces.at(-1)[1] += words;
    else pieces.push([kind, words]);
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { add('', a[i]); i += 1; j += 1; }
    else if (j === b.length || (i < a.length && table[(i + 1) * width + j] >= table[i * width + j + 1])) { add('del', a[i]); i += 1; }
    else { add('ins', b[j]); j += 1; }
  }
  return pieces;
}

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-act="clean-up"]')) cleanUp();
});
// What was written since would be lost by taking back: from then on the browser's own undo goes step by step.
document.addEventListener('input', (event) => {
  if (event.target === field() && !isOurs) document.getElementById('cleaned')?.remove();
});
document.addEventListener('sent', () => document.getElementById('cleaned')?.remove());
