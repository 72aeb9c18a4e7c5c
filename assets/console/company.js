// Several agents in one chat: what becomes of asking a colleague in, who of them types, leaving it.
import { go, refreshHead } from './chat.js';
import { el, icon } from './dom.js';
import { ask, isHtml, parse, sentence } from './fragment.js';
import { ahead, currentChat, onList, refresh } from './list.js';
import * as log from './log.js';
import { listen } from './stream.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const TYPING_MS = 6_000;
const FADE_MS = 600;
const me = Number(document.getElementById('main').dataset.agent);
const menu = () => document.getElementById('invite-menu');

// ── Asking a colleague in ──────────────────────────────────────────────────

export function openInvite() {
  if (!menu()) return;
  menu().open = true;
  menu().querySelector('button, input')?.focus();
}

// Who is there may have changed since the head was drawn.
document.addEventListener('toggle', (event) => { if (event.target.id === 'invite-menu' && event.target.open) refreshHead(); }, true);

function told({ from, to, outcome, reason }) {
  if (from.id !== me) return;
  const { name } = to;
  if (outcome === 'accepted') toast(text('invite-ok', { name }));
  else if (outcome === 'rejected') toast(reason ? text('invite-no-reason', { name, reason }) : text('invite-no', { name }));
  else if (outcome === 'expired') toast(text('invite-no-answer', { name }));
}

// An answer stands beside the name for as long as the house says, also over a reload.
let fading = null;
function fade() {
  clearTimeout(fading);
  const now = Date.now() + ahead();
  const marks = [...document.querySelectorAll('[data-fades]')];
  for (const mark of marks) mark.classList.toggle('is-over', Number(mark.dataset.fades) <= now);
  const next = Math.min(...marks.map((mark) => Number(mark.dataset.fades)).filter((until) => until > now));
  if (marks.some((mark) => mark.classList.contains('is-over'))) setTimeout(() => { refresh(); refreshHead(); }, FADE_MS);
  if (Number.isFinite(next)) fading = setTimeout(fade, next - now);
}
onList(fade);

// ── Who types ──────────────────────────────────────────────────────────────

const typing = new Map(); // agent -> {name, until}

function drawTyping() {
  const now = Date.now();
  for (const [agent, { until }] of typing) if (until <= now) typing.delete(agent);
  log.atEnd((tail) => {
    const old = tail.querySelector('[data-colleagues]');
    if (typing.size === 0) { old?.remove(); return; }
    const words = [...typing.values()].map(({ name }) => text('colleague-types', { name })).join(' · ');
    // As of customers, it is not read aloud.
    const line = el('p', { class: 'cotyping', 'data-colleagues': true, 'aria-hidden': 'true' }, icon('pencil', 'xs'), words);
    if (old) old.replaceWith(line);
    else tail.append(line);
  });
}

const calm = (agent) => { if (typing.delete(agent)) drawTyping(); };

listen((kind, data) => {
  if (kind === 'invite') {
    told(data);
    if (data.conversation_id === currentChat()) refreshHead();
    return;
  }
  if (kind === 'typing' && data.kind === 'agent' && data.agent_id !== me && data.conversation_id === currentChat()) {
    // Whoever is not in this chat is none of its company.
    if (!document.getElementById('company')) return;
    const name = document.getElementById(`colleague-${data.agent_id}`)?.dataset.name ?? data.name;
    typing.set(data.agent_id, { name, until: Date.now() + TYPING_MS });
    drawTyping();
    setTimeout(drawTyping, TYPING_MS + 100);
  }
  if (kind === 'message' && data.author?.kind === 'agent') calm(data.author.id);
});

// Another chat is in the page.
let shownIn = null;
onList(() => {
  if (currentChat() === shownIn) return;
  shownIn = currentChat();
  typing.clear();
});

// ── Leaving ────────────────────────────────────────────────────────────────

const dialog = () => document.getElementById('leave-dialog');
let isOpening = false;

async function openLeave(opener) {
  if (dialog()?.open || isOpening) return;
  isOpening = true;
  try {
    const answer = await ask(opener.getAttribute('href'));
    if (!answer.ok || !isHtml(answer)) { toast(await sentence(answer)); refreshHead(); return; }
    dialog()?.remove();
    document.body.append(parse(await answer.text()));
    dialog().addEventListener('close', () => { document.querySelector('[data-open-leave]')?.focus(); });
    dialog().showModal();
  } catch {
    toast(text('no-answer'));
  } finally {
    isOpening = false;
  }
}

document.addEventListener('click', (event) => {
  const opener = event.target.closest?.('[data-open-leave]');
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  openLeave(opener);
});

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('[data-leave-form]')) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = 'true';
  const complain = (words) => {
    const wrong = document.getElementById('leave-wrong');
    wrong.hidden = false;
    wrong.querySelector('span').textContent = words;
  };
  try {
    const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok || !isHtml(answer)) { complain(await sentence(answer)); return; }
    const html = await answer.text();
    dialog().remove();
    go(new URL(answer.url).pathname, html, { focus: false });
  } catch {
    complain(text('no-answer'));
  } finally {
    delete form.dataset.busy;
  }
});
