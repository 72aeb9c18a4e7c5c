// What was sent and has not left yet: counts down, is taken back, or leaves at an hour one chooses.
import * as answering from './answering.js';
import * as composer from './composer.js';
import * as drafts from './drafts.js';
import { ask, isHtml, morph, parse, sentence } from './fragment.js';
import { currentChat } from './list.js';
import { completeTo } from './log.js';
import { listen } from './stream.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const AGAIN_MS = 3_000;
const island = () => document.getElementById('outgoing');
const dialog = () => document.getElementById('later');
const leaves = new Map(); // id of an item -> when it leaves, by this page's clock
const unanswered = new Map(); // chat -> item of which nobody knows whether it was taken back, with the words of a comment
let ticking = null;

export function draw(html) {
  const node = island();
  if (!node) return;
  morph(node, html);
  tick();
}

// Each second while something counts down.
function tick() {
  clearTimeout(ticking);
  const counting = [...island()?.querySelectorAll('[data-leaves-in]') ?? []];
  for (const node of counting) {
    const { id } = node.closest('.outgoing__item');
    if (!leaves.has(id)) leaves.set(id, Date.now() + Number(node.dataset.leavesIn) * 1000);
    node.textContent = text(node.closest('[data-comment]') ? 'outgoing-noted' : 'outgoing-held', { seconds: Math.max(0, Math.ceil((leaves.get(id) - Date.now()) / 1000)) });
  }
  if (counting.length > 0) ticking = setTimeout(tick, 1000);
}

export async function refresh() {
  const chat = currentChat();
  if (!chat || !island()) return;
  try {
    const answer = await ask(`/console/${chat}/outgoing`);
    if (!answer.ok || !isHtml(answer) || chat !== currentChat()) return;
    draw(await answer.text());
    await findWords(chat);
  } catch { /* The stream tells when the line is back. */ }
}

// An item whose take-back got no answer is gone: if it was taken back, the server has kept its words as the chat's draft.
async function findWords(chat) {
  const lost = unanswered.get(chat);
  if (!lost || document.getElementById(lost.id)) { unanswered.delete(chat); return; }
  if (lost.comment !== undefined) { await findComment(chat, lost.comment); return; }
  const answer = await ask(`/console/${chat}/draft`);
  if (!answer.ok) return;
  const { text: kept } = await answer.json();
  if (chat !== currentChat() || !unanswered.delete(chat)) return;
  // What stands in the box was kept below them.
  const now = composer.mode() === 'reply' ? composer.words() : '';
  const words = kept.endsWith(now) ? kept.slice(0, kept.length - now.length).trimEnd() : kept;
  if (words) composer.restore({ chat, mode: 'reply', text: words, files: [] });
}

// A comment that was not taken back stands in the log by now.
async function findComment(chat, words) {
  const answer = await ask(`/console/${chat}/entries?after=${completeTo()}`);
  if (!answer.ok) return;
  const newer = parse(await answer.text());
  if (chat !== currentChat() || !unanswered.delete(chat)) return;
  const said = [document, newer].flatMap((place) => [...place.querySelectorAll('.msg--comment .bubble__text')]);
  if (!said.some(({ textContent }) => textContent === words)) composer.restore({ chat, mode: 'comment', text: words, files: [] });
}

async function takeBack(address, { id, dataset }) {
  const chat = currentChat();
  try {
    const answer = await ask(address, { method: 'POST' });
    if (!answer.ok) { toast(await sentence(answer)); refresh(); return; }
    const { conversation_id: home, mode, text: words, files, quotes } = await answer.json();
    composer.restore({ chat: home, mode, text: words, files, quotes: quotes && { id: quotes, name: text('message-quoted'), words: '' } });
    refresh();
  } catch {
    toast(text('no-answer'));
    unanswered.set(chat, { id, comment: dataset.words });
    setTimeout(refresh, AGAIN_MS);
  }
}

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('[data-outgoing]')) return;
  event.preventDefault();
  if (form.dataset.outgoing) { drafts.expect(currentChat(), () => takeBack(form.action, form.closest('.outgoing__item'))); return; }
  try {
    const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams({ seen: completeTo() }) });
    if (answer.ok && isHtml(answer)) draw(await answer.text());
    else toast(await sentence(answer));
  } catch {
    toast(text('no-answer'));
  }
});

// Undo, right after sending, where undo is looked for.
document.addEventListener('keydown', (event) => {
  if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.target.id !== 'text' || event.target.value) return;
  const forms = [...document.querySelectorAll('#outgoing [data-outgoing="take-back"]')];
  if (forms.length === 0 || answering.isOn()) return;
  event.preventDefault();
  forms.at(-1).requestSubmit();
});

// ── Later ──────────────────────────────────────────────────────────────────

const atNine = (day) => new Date(day.getFullYear(), day.getMonth(), day.getDate(), 9);
const presets = {
  hour: (now) => new Date(Math.ceil((now.getTime() + 3_600_000) / 300_000) * 300_000),
  tomorrow: (now) => atNine(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1)),
  monday: (now) => atNine(new Date(now.getFullYear(), now.getMonth(), now.getDate() + ((8 - now.getDay()) % 7 || 7))),
};

// As the field wants it: the time on the wall here.
function wall(date) {
  const two = (number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

function wrong(words) {
  const place = document.getElementById('later-wrong');
  place.hidden = !words;
  place.querySelector('span').textContent = words;
}

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-act="later"]')) {
    if (!composer.hasWords()) { toast(text('later-empty')); composer.focus(); return; }
    const field = document.getElementById('later-at');
    field.min = wall(new Date());
    field.value = wall(presets.tomorrow(new Date()));
    wrong('');
    dialog().showModal();
    // Whoever says what a time means says it of this one, too.
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  }
  const preset = event.target.closest?.('#later [data-preset]')?.dataset.preset;
  if (preset) document.getElementById('later-at').value = wall(presets[preset](new Date()));
});

document.addEventListener('submit', (event) => {
  if (!event.target.matches('[data-later-form]')) return;
  event.preventDefault();
  const due = new Date(document.getElementById('later-at').value).getTime();
  if (!(due > Date.now())) { wrong(text('later-past')); return; }
  dialog().close();
  composer.submit({ due });
});

listen((kind, data) => {
  if (kind === 'outgoing' ? data.conversation_id === currentChat() : kind === 'reset' || (kind === 'link' && data.linked)) refresh();
});
// A chat has come into the page.
new MutationObserver(() => { if (island() && !island().dataset.seen) { island().dataset.seen = 'yes'; tick(); } })
  .observe(document.getElementById('main'), { childList: true });
tick();
