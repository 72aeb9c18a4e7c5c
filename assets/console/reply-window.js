// Until when a customer can still be answered: counts down by this page's own clock, asks the server anew when something
// may have changed it, and keeps the box shut, with what was typed in it, while nothing would be delivered.
import * as answering from './answering.js';
import * as composer from './composer.js';
import { ask, isHtml, morph, parse } from './fragment.js';
import { currentChat } from './list.js';
import { listen } from './stream.js';
import { text } from './texts.js';

const TICK_MS = 1_000;
const AGAIN_MS = 5_000;
const SOON_MS = 3_600_000;
const chip = () => document.getElementById('window-chip');
const form = () => document.getElementById('write');
const state = () => chip()?.dataset.window ?? 'none';

let deadline = null; // by this page's clock
let asking = false;
let isAsked = false;

// A box has come into the page.
function begin() {
  const strip = document.getElementById('answering');
  // What is being changed stood in the log already: that is no new message.
  if (strip) new MutationObserver(lock).observe(strip, { childList: true });
  drawn();
}

// The server has drawn it: what it says holds from now on.
function drawn() {
  const left = chip()?.dataset.left;
  deadline = left ? Date.now() + Number(left) * 1000 : null;
  lock();
  count();
}

function lock() {
  const box = form();
  if (!box) return;
  const isShut = state() === 'closed' && composer.mode() === 'reply' && !answering.edited(currentChat());
  const was = 'shut' in box.dataset;
  if (isShut === was) return;
  const field = document.getElementById('text');
  if (isShut && box.contains(document.activeElement)) field.focus();
  if (isShut) box.dataset.shut = '';
  else delete box.dataset.shut;
  field.readOnly = isShut;
  field.placeholder = isShut ? text('window-placeholder') : field.dataset[composer.mode() === 'comment' ? 'sayComment' : 'sayReply'];
  for (const button of box.querySelectorAll('.cbox__bar button')) button.disabled = isShut;
}

// As src/web/console/reply_window.rs says it.
function words(left) {
  const minutes = Math.ceil(left / 60_000);
  if (minutes < 120) return text('window-minutes', { count: minutes });
  if (minutes < 4_320) return text('window-hours', { count: Math.floor(minutes / 60) });
  return text('window-days', { count: Math.floor(minutes / 1_440) });
}

function count() {
  if (deadline === null) return;
  const left = deadline - Date.now();
  if (left <= 0) { deadline = null; refresh(); return; }
  const place = chip()?.querySelector('[data-left-words]');
  if (!place) return;
  const said = words(left);
  if (place.textContent !== said) place.textContent = said;
  chip().classList.toggle('wchip--soon', left < SOON_MS);
}

async function refresh() {
  const chat = currentChat();
  if (!chat || !chip()) return;
  if (asking) { isAsked = true; return; }
  asking = true;
  try {
    const answer = await ask(`/console/${chat}/window`);
    const html = await answer.text();
    if (!answer.ok || !isHtml(answer)) throw new Error(answer.statusText);
    if (chat === currentChat() && chip()) {
      const next = parse(html);
      for (const id of ['window', 'window-chip']) morph(document.getElementById(id), next.querySelector(`#${id}`).outerHTML);
      drawn();
    }
  } catch {
    // What it would have said is asked for again.
    if (chat === currentChat()) deadline ??= Date.now() + AGAIN_MS;
  } finally {
    asking = false;
    if (isAsked) { isAsked = false; refresh(); }
  }
}

// A message that cannot be delivered is not sent; the server would refuse it as well.
composer.beforeSend(() => !('shut' in (form()?.dataset ?? {})));
composer.onBegin(begin);
composer.onChange(lock);
setInterval(count, TICK_MS);

listen((kind, data) => {
  if (kind === 'channel') { refresh(); return; }
  const isHere = data?.conversation_id === currentChat();
  const isTold = (kind === 'conversation' && data.id === currentChat() && (state() !== 'none' || data.cause === 'changed'))
    || (state() !== 'none' && (((kind === 'message' || kind === 'revision' || kind === 'outgoing') && isHere)
      || kind === 'reset' || (kind === 'link' && data.linked)));
  if (isTold) refresh();
});
// A reply was refused (outbox.js).
document.addEventListener('refused', (event) => { if (event.detail === 'window-closed' || event.detail === 'consent-withdrawn') refresh(); });
document.addEventListener('visibilitychange', count);

// ── Later ──────────────────────────────────────────────────────────────────

function warn(event) {
  if (!event.target.closest?.('#later')) return;
  const due = new Date(document.getElementById('later-at').value).getTime();
  const hint = document.getElementById('window-late');
  if (hint) hint.hidden = deadline === null || !(due > deadline);
}
document.addEventListener('input', warn);
document.addEventListener('click', warn);
