// The guard beside the box: what the house's patterns find in a reply is marked while somebody writes, and asked about
// before it leaves. The patterns are on the server and run there alone, see src/desk/guard; here a draft is only shown to
// them. Without a line nothing is marked, and the server says no later.
import { names } from './attachments.js';
import { el, icon } from './dom.js';
import { ask } from './fragment.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const PAUSE_MS = 200;
const form = () => document.getElementById('write');
const field = () => document.getElementById('text');
const place = () => document.getElementById('assist');

let finds = []; // {rule, advice, blocks, file, start, end, masked, value}
let timer = null;
let asking = null; // the request under way
let goOn = null; // what sends it anyway, while the question stands
let insists = null; // the server has said no, in these words: ask as soon as the finds are here

// A message that is being changed keeps the files it has.
const fileNames = () => (form()?.hasAttribute('data-changes') ? [] : names());
const isReply = () => form()?.dataset.mode === 'reply';

// Something about the draft may have changed.
export function look() {
  if (!field()) return;
  keepThose();
  clearTimeout(timer);
  if (!isReply() || (!field().value && fileNames().length === 0)) { forget(); return; }
  timer = setTimeout(show, PAUSE_MS);
  draw();
}

// The server has found something in what is in the box, and said so in `words`. They are shown where we find nothing.
export function insist(words = '') {
  insists = words;
  clearTimeout(timer);
  show();
}

// Whether it may leave. If not, the question stands, and `anyway` is what "Send anyway" does.
export function lets(anyway) {
  keepThose();
  if (finds.length === 0) return true;
  goOn = anyway;
  draw();
  place().querySelector('[data-edit]')?.focus();
  return false;
}

function forget() {
  asking?.abort();
  finds = [];
  insists = null;
  goOn = null;
  draw();
}

// What still stands where it was found.
function keepThose() {
  const files = fileNames();
  const value = field()?.value ?? '';
  finds = isReply() ? finds.filter((find) => (find.file === undefined ? value.slice(find.start, find.end) === find.value : files.includes(find.file))) : [];
  if (finds.length === 0) goOn = null;
}

async function show() {
  asking?.abort();
  const box = field();
  // The chat has left the page meanwhile.
  if (!box) return;
  const own = asking = new AbortController();
  const value = box.value;
  const body = new URLSearchParams({ text: value });
  for (const name of fileNames()) body.append('file', name);
  try {
    const answer = await ask('/console/check', { method: 'POST', body, signal: own.signal });
    if (!answer.ok) return;
    const found = (await answer.json()).finds;
    if (own !== asking || box !== field() || !isReply()) return;
    finds = found.map((find) => ({ ...find, value: find.file === undefined ? value.slice(find.start, find.end) : null }));
    keepThose();
    if (insists !== null && finds.length > 0) { insists = null; form().requestSubmit(); return; }
    draw();
  } catch { /* Without an answer nothing is marked; the server looks again before anything is stored. */ } finally {
    // What came back for a reason that is not marked comes back with its reason.
    if (own === asking && insists !== null) { toast(insists); insists = null; }
  }
}

// ── What one sees ──────────────────────────────────────────────────────────

function draw() {
  if (!form()) return;
  drawMarks();
  drawStrip();
  form().classList.toggle('cbox--warn', finds.length > 0);
  form().classList.toggle('is-asking', goOn !== null);
}

// Behind the text, letter by letter in the same places.
function drawMarks() {
  const box = field();
  let marks = box.parentElement.querySelector('.cbox__marks');
  const inText = finds.filter((find) => find.file === undefined);
  if (inText.length === 0) { marks?.remove(); return; }
  if (!marks) {
    marks = el('div', { class: 'cbox__text cbox__marks', dir: 'auto', 'aria-hidden': 'true' });
    box.before(marks);
  }
  const pieces = [];
  let done = 0;
  for (const { start, end, value } of inText) {
    if (start < done) continue;
    pieces.push(box.value.slice(done, start), el('mark', {}, value));
    done = end;
  }
  // A last line that is empty has a height in the box, too.
  marks.replaceChildren(...pieces, `${box.value.slice(done)}\u200b`);
  marks.style.width = `${box.clientWidth}px`;
  marks.scrollTop = box.scrollTop;
}

const button = (label, deed, kind = '', attributes = {}) => el('button', { type: 'button', class: `btn btn--sm ${kind}`, click: deed, ...attributes }, label);

function drawStrip() {
  const old = document.getElementById('guard');
  if (finds.length === 0) { old?.remove(); return; }
  const blocks = finds.some((find) => find.blocks);
  // Each pattern once, with its own advice.
  const words = [...new Map(finds.map((find) => [`${find.rule} ${find.file ?? ''}`, find])).values()].map((find) => el('p', {},
    el('b', { class: 'semi' }, find.file === undefined ? text('guard-found', { rule: find.rule }) : text('guard-found-file', { rule: find.rule, name: find.file })), ' ',
    el('span', { class: 'muted' }, [find.advice, find.blocks ? text('guard-blocked') : ''].filter(Boolean).join(' '))));
  const deeds = [];
  if (finds.some((find) => find.masked && find.file === undefined)) deeds.push(button(text('guard-mask'), mask, 'btn--ghost'));
  if (goOn && !blocks) deeds.push(button(text('send-anyway'), sendAnyway));
  if (goOn) deeds.push(button(text('guard-edit'), edit, 'btn--primary', { 'data-edit': true, 'aria-describedby': 'guard-words' }));
  const strip = old ?? el('div', { class: 'cbox__strip', id: 'guard' },
    el('span', { class: 'warn none' }, icon('shield-alert')), el('div', { class: 'cbox__words small', id: 'guard-words', role: 'status' }), el('span', { class: 'row' }));
  if (!old) place().prepend(strip);
  const [said, does] = [strip.children[1], strip.children[2]];
  const told = words.map((line) => line.textContent).join('');
  if (said.textContent !== told) said.replaceChildren(...words);
  // A button that stays is the same button: it keeps the focus, and a click that has begun on it.
  const wanted = deeds.map((deed) => deed.textContent);
  for (const deed of [...does.children]) if (!wanted.includes(deed.textContent)) deed.remove();
  deeds.forEach((deed, place) => { if (does.children[place]?.textContent !== deed.textContent) does.insertBefore(deed, does.children[place] ?? null); });
}

function edit() {
  const first = finds.find((find) => find.file === undefined);
  goOn = null;
  draw();
  field().focus();
  if (first) field().setSelectionRange(first.start, first.end);
}

function sendAnyway() {
  const then = goOn;
  forget();
  then?.();
}

// The last four characters stay. Undone like anything that was typed.
function mask() {
  const box = field();
  box.focus();
  for (const find of finds.filter((one) => one.masked && one.file === undefined).reverse()) {
    box.setSelectionRange(find.start, find.end);
    if (!document.execCommand('insertText', false, find.masked)) box.setRangeText(find.masked, find.start, find.end, 'end');
  }
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('input', (event) => {
  if (event.target !== field()) return;
  // Whoever goes on writing has chosen to edit.
  goOn = null;
  look();
});
document.addEventListener('scroll', (event) => {
  if (event.target === field() && field().previousElementSibling) field().previousElementSibling.scrollTop = field().scrollTop;
}, true);
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !goOn || !form()?.contains(event.target)) return;
  event.preventDefault();
  event.stopPropagation();
  edit();
}, true);
addEventListener('resize', () => { if (form()) drawMarks(); });
// Files come and go beside the text.
new MutationObserver((changes) => {
  if (changes.some(({ target }) => target.id === 'attached')) look();
}).observe(document.getElementById('main') ?? document.body, { childList: true, subtree: true });
