// Many chats at once: the rows that are ticked, the bar below the list, the question of an act, what became of it.
import { refresh, rowOf, rows, whenDrawn } from './chats-list.js';
import { ask, parse, sentence } from './fragment.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const TOLD_MS = 15_000;

const bar = document.getElementById('chat-bulk');
const acts = document.getElementById('bulk-form');
const place = document.getElementById('bulk-told-place');
const most = Number(bar.dataset.most);
const list = () => document.getElementById('chat-rows');
const boxOf = (row) => row.querySelector('[data-pick]');
// What the bot has in hands is nothing to do something with: its row has no box.
const pickable = () => rows().filter(boxOf);

// Ids of chats. One that leaves the list by itself stays ticked; looking at another list lets go of it.
const picked = new Set();
// Where a range begins.
let anchor = null;

function set(row, isOn) {
  const id = row.dataset.chat;
  if (!isOn) picked.delete(id);
  else if (picked.size < most) picked.add(id);
}

function draw() {
  const all = pickable();
  for (const row of all) {
    const isOn = picked.has(row.dataset.chat);
    boxOf(row).checked = isOn;
    row.toggleAttribute('data-picked', isOn);
  }
  const here = all.filter((row) => picked.has(row.dataset.chat));
  const head = document.getElementById('pick-all');
  if (head) {
    head.checked = all.length > 0 && here.length === all.length;
    head.indeterminate = here.length > 0 && here.length < all.length;
  }
  const away = picked.size - here.length;
  const words = [text('bulk-count', { count: picked.size }), away > 0 && text('bulk-elsewhere', { count: away })];
  document.getElementById('bulk-count').textContent = picked.size ? words.filter(Boolean).join(' ') : '';
  document.getElementById('bulk-all').hidden = here.length === all.length || picked.size >= most;
  const stages = new Set(here.map((row) => row.dataset.stage));
  const suits = { tag: true, close: stages.has('open'), forward: stages.has('open'), archive: stages.has('ended'), unarchive: stages.has('archived') };
  for (const button of acts.querySelectorAll('[data-deed]')) button.hidden = away === 0 && !suits[button.dataset.deed];
  show();
}

function show() {
  const hadFocus = bar.contains(document.activeElement);
  acts.hidden = picked.size === 0;
  bar.hidden = acts.hidden && !place.firstElementChild;
  if (hadFocus && (bar.hidden || !document.activeElement?.checkVisibility?.())) list().focus();
}

// What was told gives way to something else, or to nothing; whoever was in it is not left without a place.
function put(...told) {
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren(...told);
  show();
  if (hadFocus) (place.querySelector('[data-bulk-undo] button, [data-bulk-dismiss]') ?? list()).focus();
}

whenDrawn(({ isOther }) => {
  if (isOther) for (const id of [...picked]) if (!rowOf(id)) picked.delete(id);
  draw();
});

// Ticks a row, or with Shift all rows from the one before.
function toggle(row, isOn, isRange) {
  const all = pickable();
  const [from, to] = [all.indexOf(anchor && rowOf(anchor)), all.indexOf(row)];
  const range = isRange && from >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [row];
  for (const one of range) set(one, isOn);
  if (isOn && !range.every((one) => picked.has(one.dataset.chat))) toast(text('bulk-full', { most }));
  anchor = row.dataset.chat;
  draw();
}

export function toggleHere(row, isRange) {
  if (row && boxOf(row)) toggle(row, !picked.has(row.dataset.chat), isRange);
}

// Lets go of everything; false when there was nothing.
export function drop() {
  const had = !bar.hidden;
  picked.clear();
  put();
  draw();
  return had;
}

function all(isOn) {
  for (const row of pickable()) set(row, isOn);
  draw();
}

document.addEventListener('click', (event) => {
  const box = event.target.closest?.('[data-pick]');
  if (box) toggle(box.closest('tr'), box.checked, event.shiftKey);
  else if (event.target.id === 'pick-all') all(event.target.checked);
  else if (event.target.closest?.('#bulk-all')) all(true);
  else if (event.target.closest?.('#bulk-none')) drop();
  else if (event.target.closest?.('[data-bulk-dismiss]')) put();
});

let timer = null;
function tell(html) {
  clearTimeout(timer);
  put(parse(html));
  const told = place.firstElementChild;
  // On a phone the chat that is open covers it.
  if (!bar.checkVisibility?.()) toast(told.querySelector('[role="status"]').textContent);
  if ('stays' in told.dataset) return;
  const pass = () => {
    if (place.firstElementChild !== told) return;
    // Whoever is about to press it is not kept from doing so.
    if (told.matches(':hover, :focus-within')) { timer = setTimeout(pass, 2000); return; }
    put();
  };
  timer = setTimeout(pass, TOLD_MS);
}

// Sends a form with the chats that are ticked, or with this one; why not, if it was refused.
async function send(fields, one = '') {
  for (const id of one ? [one] : picked) fields.append('chat', id);
  try {
    const answer = await ask('/chats/bulk', { method: 'POST', body: fields });
    if (!answer.ok) return await sentence(answer);
    const html = await answer.text();
    if (!one) picked.clear();
    draw();
    tell(html);
    place.querySelector('[data-bulk-undo] button, [data-bulk-dismiss]')?.focus();
    refresh();
    return null;
  } catch {
    return text('no-answer');
  }
}

let isOpening = false;
async function question(button, deed, one = '') {
  if (isOpening) return;
  isOpening = true;
  try {
    const answer = await ask(`/chats/bulk/${deed}`);
    if (!answer.ok) { toast(await sentence(answer)); return; }
    document.getElementById('bulk-dialog')?.remove();
    document.body.append(parse(await answer.text()));
    const dialog = document.getElementById('bulk-dialog');
    dialog.dataset.one = one;
    dialog.querySelector('[data-bulk-count]').textContent = one ? document.getElementById('chat-name').textContent : text('bulk-count', { count: picked.size });
    dialog.querySelector('.dialog__sub').hidden = Boolean(one);
    if (one) document.getElementById('bulk-title').firstChild.data = `${dialog.querySelector('.btn--primary').textContent} · `;
    dialog.addEventListener('close', () => { dialog.remove(); if (button.checkVisibility?.()) button.focus(); });
    let began = null;
    dialog.addEventListener('pointerdown', ({ target }) => { began = target; });
    dialog.addEventListener('click', ({ target }) => {
      if (target.closest('[data-close]') || (target === dialog && began === dialog)) dialog.close();
    });
    dialog.showModal();
  } catch {
    toast(text('no-answer'));
  } finally {
    isOpening = false;
  }
}

acts.addEventListener('click', (event) => {
  const button = event.target.closest('[data-asks]');
  if (!button) return;
  event.preventDefault();
  question(button, button.dataset.deed);
});

// The same with the one chat that is open.
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-asks-one]');
  if (button) question(button, button.dataset.asksOne, button.closest('[data-chat]').dataset.chat);
});

async function once(form, deed) {
  if (form.dataset.busy) return;
  form.dataset.busy = 'true';
  try { await deed(); } finally { delete form.dataset.busy; }
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form === acts) {
    event.preventDefault();
    once(form, async () => {
      const wrong = await send(new URLSearchParams(new FormData(form, event.submitter)));
      if (wrong) toast(wrong);
    });
  } else if (form.matches('[data-bulk-form]')) {
    event.preventDefault();
    once(form, async () => {
      const dialog = form.closest('dialog');
      const wrong = await send(new URLSearchParams(new FormData(form)), dialog.dataset.one);
      if (!wrong) {
        dialog.close();
        place.querySelector('button')?.focus();
        return;
      }
      const line = document.getElementById('bulk-wrong');
      line.querySelector('span').textContent = wrong;
      line.hidden = false;
    });
  } else if (form.matches('[data-bulk-undo]')) {
    event.preventDefault();
    once(form, async () => {
      try {
        const answer = await ask(form.action, { method: 'POST' });
        if (!answer.ok) { toast(await sentence(answer)); return; }
        tell(await answer.text());
        refresh();
      } catch {
        toast(text('no-answer'));
      }
    });
  }
});

draw();
