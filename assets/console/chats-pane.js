// One chat beside the list (#chat-detail): opened, kept up to date, closed.
import { soon } from './chats-list.js';
import { ask, morph, parse, patiently, sentence, sentenceIn } from './fragment.js';
import { watchDays } from './log-marks.js';
import { keep, recall } from './store.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const NEAR_END = 80;

const main = document.getElementById('main');
export const pane = () => document.getElementById('chat-detail');
const log = () => document.getElementById('chat-log');
const addressOf = (id) => `/chats/${id}${location.search}`;

// Whoever adds to the chat what only this browser knows does so anew after each drawing.
const draws = [];
export const whenDrawn = (deed) => draws.push(deed);
const drawn = (isOther) => { for (const deed of draws) deed({ isOther }); };

let loading = null;
let isHeard = false; // something was said while a chat was on its way: it may be missing on what comes
// False when it did not come, and what was shown before still is.
export async function open(id, { focus = true } = {}) {
  loading?.abort();
  const mine = new AbortController();
  loading = mine;
  isHeard = false;
  try {
    const answer = await ask(addressOf(id), { signal: patiently(mine.signal) });
    const html = await answer.text();
    if (loading !== mine) return true;
    if (!answer.ok) {
      toast(answer.status === 404 ? text('chats-gone') : sentenceIn(html) ?? text('no-answer'));
      return false;
    }
    const fresh = parse(html).firstElementChild;
    if (pane()) pane().replaceWith(fresh);
    else main.append(fresh);
    main.classList.add('chats--open');
    settle();
    if (isHeard) refresh();
    // From the log arrows scroll, and the next Tab leads to what can be done.
    if (focus) log().focus({ preventScroll: true });
    return true;
  } catch (error) {
    if (error.name === 'AbortError') return true;
    toast(text('no-answer'));
    return false;
  } finally {
    if (loading === mine) loading = null;
  }
}

export function close() {
  loading?.abort();
  loading = null;
  pane()?.remove();
  main.classList.remove('chats--open');
}

// One begins to read where the searched words were said, else at the end.
export function settle() {
  if (!pane()) return;
  watchDays(log());
  drawn(true);
  putBack();
  const hit = pane().dataset.hit && document.getElementById(`m-${pane().dataset.hit}`);
  if (hit) {
    hit.classList.add('is-found');
    hit.scrollIntoView({ block: 'center' });
  } else if (!new URL(location.href).searchParams.has('since')) {
    log().scrollTop = log().scrollHeight;
  }
  saw();
}

// The same chat as it is now. Whoever reads at its end goes on to do so; others stay where they are.
// `inside`: what is drawn anew although somebody is in it.
let running = false;
let again = false;
let within = null;
export async function refresh(inside = null) {
  within = inside ?? within;
  const id = pane()?.dataset.chat;
  if (!id) return;
  if (running) { again = true; return; }
  running = true;
  try {
    const answer = await ask(addressOf(id));
    const html = await answer.text();
    if (!answer.ok || pane()?.dataset.chat !== id) return;
    const { scrollTop, scrollHeight, clientHeight } = log();
    const follows = scrollHeight - scrollTop - clientHeight < NEAR_END;
    const found = document.querySelector('#chat-log .is-found')?.id;
    morph(pane(), html, within);
    within = null;
    if (found) document.getElementById(found)?.classList.add('is-found');
    drawn(false);
    if (follows) log().scrollTop = log().scrollHeight;
    saw();
  } catch { /* The stream tells when the line is back. */ } finally {
    running = false;
    if (again) { again = false; refresh(); }
  }
}

// What is done with the chat leaves it where it is, and one goes on reading.
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('[data-pane-form]')) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = 'true';
  const begun = placeOf(form);
  try {
    const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form, event.submitter)) });
    if (!answer.ok) { toast(await sentence(answer)); return; }
    keep(begun, null);
    delete form.dataset.dirty;
    if ('once' in form.dataset) { form.reset(); point(null); }
    await refresh(form);
    if (!form.isConnected) log()?.focus({ preventScroll: true });
    soon();
  } catch {
    toast(text('no-answer'));
  } finally {
    delete form.dataset.busy;
  }
});

// What somebody is filling in is not drawn anew below their hands. It is kept until it is sent, like every draft: it is
// there again when they come back to this chat.
const placeOf = (form) => `beside:${pane()?.dataset.chat}:${form.id}`;
const isFilled = ({ type, value, defaultValue, checked, defaultChecked }) => (['radio', 'checkbox'].includes(type)
  ? checked !== defaultChecked : defaultValue !== undefined && value !== defaultValue);

document.addEventListener('input', (event) => {
  const { form } = event.target;
  if (!form?.matches('[data-pane-form][data-keep]')) return;
  form.dataset.dirty = '';
  keep(placeOf(form), [...form.elements].some(isFilled) ? JSON.stringify([...new FormData(form)]) : null);
});

function putBack() {
  for (const form of pane().querySelectorAll('[data-pane-form][data-keep]')) {
    const begun = JSON.parse(recall(placeOf(form)) ?? 'null');
    if (!begun) continue;
    for (const [name, value] of begun) {
      const field = form.elements.namedItem(name);
      if (field) field.value = value;
    }
    if (form.elements.message?.value) point(document.getElementById(`m-${form.elements.message.value}`));
    form.dataset.dirty = '';
    form.closest('details').open = true;
  }
}

// To which message the next bookmark belongs; none: to the chat.
function point(message) {
  const form = document.getElementById('bookmark-form');
  if (!form) return;
  const what = document.getElementById('bookmark-what');
  form.elements.message.value = message?.dataset.id ?? '';
  what.textContent = message?.querySelector('.bubble__text')?.textContent ?? what.dataset.whole;
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-bookmark]');
  if (!button) return;
  point(button.closest('[data-id]'));
  document.getElementById('chat-bookmarks').open = true;
  document.getElementById('bookmark-form').dataset.dirty = '';
  document.getElementById('bookmark-note').focus();
});

// What was shown is no longer unread, for whoever looks at it. It is a preview: no customer is told of it, and what is
// one's own chat is read where it is answered.
let told = '';
function saw() {
  const { chat, last } = pane().dataset;
  const mark = `${chat} ${last}`;
  if (!last || document.hidden || !document.hasFocus() || told === mark) return;
  told = mark;
  fetch(`/api/v1/agent/conversations/${chat}/read`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message_id: Number(last), preview: true }),
  }).catch(() => { told = ''; });
}
document.addEventListener('visibilitychange', () => { if (pane()) saw(); });
addEventListener('focus', () => { if (pane()) saw(); });

// Does an event concern the chat that is shown?
export function hear(kind, data) {
  isHeard ||= loading !== null;
  if (!pane()) return;
  const { chat, customer } = pane().dataset;
  const concerns = {
    message: () => data.conversation_id === Number(chat),
    comment: () => data.conversation_id === Number(chat),
    revision: () => data.conversation_id === Number(chat),
    struck: () => data.conversation_id === Number(chat),
    receipt: () => data.conversation_id === Number(chat),
    conversation: () => data.id === Number(chat),
    customer: () => data.id === Number(customer),
    reset: () => true,
  }[kind];
  if (concerns?.()) refresh();
}
