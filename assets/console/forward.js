// Handing the open chat on: the question for whom, when and why, asked on top of it, and the sheet at the end of a shift.
import { go } from './chat.js';
import { ask, isHtml, parse, sentence } from './fragment.js';
import { region } from './region.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const HALF_HOUR_MS = 1_800_000;
const dialog = () => document.getElementById('forward-dialog');
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
let isOpening = false;
let opener = null;

// ── The question ───────────────────────────────────────────────────────────

async function open(link) {
  if (dialog()?.open || isOpening) return;
  isOpening = true;
  try {
    const answer = await ask(link.getAttribute('href'));
    if (!answer.ok || !isHtml(answer)) { toast(await sentence(answer)); return; }
    dialog()?.remove();
    document.body.append(parse(await answer.text()));
    opener = link.closest('#head') ? '#head [data-open-forward]' : `[href="${link.getAttribute('href')}"]`;
    dialog().addEventListener('close', () => document.querySelector(opener)?.focus());
    begin();
    dialog().showModal();
  } catch {
    toast(text('no-answer'));
  } finally {
    isOpening = false;
  }
}

export const openForward = () => document.querySelector('#head [data-open-forward]')?.click();

// The browser knows in which zone tomorrow is meant.
function begin() {
  const form = dialog()?.querySelector('form');
  if (!form) return;
  settleZone(form);
  const at = form.elements.at;
  at.min = wall(new Date());
  if (!at.value) at.value = wall(due(form, 'tomorrow'));
  draw();
}

function settleZone(form) {
  for (const field of form.querySelectorAll('[data-without-script]')) {
    const select = field.querySelector('select');
    if (![...select.options].some((option) => option.value === here)) continue;
    select.value = here;
    field.hidden = true;
  }
  const zone = form.querySelector('[data-own-zone]');
  if (zone) zone.value = here;
}

const atNine = (now, days) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9);
function due(form, when) {
  const now = new Date();
  if (when === 'half-hour') return new Date(now.getTime() + HALF_HOUR_MS);
  if (when === 'tomorrow') return atNine(now, 1);
  if (when === 'monday') return atNine(now, (8 - now.getDay()) % 7 || 7);
  if (when === 'pick') return new Date(form.elements.at.value);
  return null;
}

// As the field wants it: the time on the wall here.
function wall(date) {
  const two = (number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

// What becomes of it, in one sentence; and what cannot be chosen together.
function draw() {
  const form = dialog()?.querySelector('form');
  if (!form) return;
  const { to, when } = form.elements;
  const at = due(form, when.value);
  for (const tile of form.querySelectorAll('[data-gone]')) {
    const choice = tile.querySelector('input');
    choice.disabled = when.value === 'now';
    tile.classList.toggle('is-off', choice.disabled);
    if (choice.disabled && choice.checked) form.querySelector('input[name="to"][value="all"]').checked = true;
  }
  const { whom } = form.querySelector('input[name="to"]:checked')?.dataset ?? {};
  const said = form.querySelector('input[name="when"]:checked')?.dataset.said;
  const isPick = to && when.value === 'pick';
  const time = isPick && !Number.isNaN(at?.getTime())
    ? text('forward-sum-at', { time: new Intl.DateTimeFormat(region, { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).format(at) })
    : said;
  document.getElementById('forward-sum').textContent = time ? text('forward-sum', { when: time, whom }) : text('forward-pick');
  const late = document.getElementById('forward-late');
  if (late) late.hidden = !(at && at.getTime() > Number(form.dataset.until));
}

function complain(words) {
  const wrong = document.getElementById('forward-wrong');
  wrong.hidden = false;
  wrong.querySelector('span').textContent = words;
  wrong.scrollIntoView({ block: 'nearest' });
}

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('[data-open-forward]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link);
});
document.addEventListener('input', (event) => { if (event.target.closest?.('[data-forward-form]')) draw(); });

// Enter forwards from any of its choices.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.isComposing) return;
  const isSent = event.target.matches?.('#forward-dialog input') || (event.target.matches?.('#forward-dialog textarea') && (event.ctrlKey || event.metaKey));
  if (!isSent) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('[data-forward-form]')) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = 'true';
  try {
    const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok || !isHtml(answer)) { complain(await sentence(answer)); return; }
    const html = await answer.text();
    const said = document.getElementById('forward-sum').textContent;
    dialog().remove();
    go(new URL(answer.url).pathname, html);
    toast(`${text('forwarded')} ${said}`);
  } catch {
    complain(text('no-answer'));
  } finally {
    delete form.dataset.busy;
  }
});

// ── The end of a shift ─────────────────────────────────────────────────────

const sheet = document.querySelector('[data-hand-over]');
if (sheet) {
  settleZone(sheet);
  // It is left by its own ways: chosen, or not gone at all.
  const top = sheet.closest('dialog');
  top.addEventListener('close', () => { if (!top.open) location.assign('/console'); });
}
begin();
