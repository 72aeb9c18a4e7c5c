// The coloured bar: who is answering, the menu, and the way out.
import { boot, emit, isChatting, state } from './boot.js';
import { bytes, call } from './api.js';
import { avatar, el, icon, iconButton } from './dom.js';
import { canClose } from './host.js';
import { details } from './session.js';
import { isOn, setOn } from './sound.js';
import { t } from './words.js';

const faces = el('span', { class: 'faces' });
const title = el('h1', { class: 'title' });
const sub = el('p', { class: 'sub' });
const opener = iconButton('more', t('menu'), toggle, { 'aria-haspopup': 'menu', 'aria-expanded': 'false' });
let menu = null;

export const head = el('header', { class: 'head' }, faces, el('div', { class: 'grow' }, title, sub), opener,
  canClose && iconButton('x', t('close'), () => emit('wantclose')));

export function drawHead(closedAt) {
  const agent = state.conversation?.agent;
  const dot = () => el('i', { class: `dot ${state.linked ? 'dot--on' : 'dot--off'}` });
  if (agent) {
    const portrait = avatar(agent, 'avatar--lg');
    if (isChatting()) portrait.append(dot());
    faces.replaceChildren(portrait);
  } else faces.replaceChildren(...(boot.agents.length ? boot.agents : [null]).map((person) => avatar(person, 'avatar--lg')));
  title.textContent = agent?.name ?? boot.team;
  sub.textContent = line(agent, closedAt);
}

function line(agent, closedAt) {
  if (state.conversation?.status === 'closed' && closedAt) return t('closed-at', { time: closedAt });
  if (agent) return agent.title ? t('agent-at', { title: agent.title, team: boot.team }) : boot.team;
  if (state.conversation?.status === 'waiting') return t('asked');
  return t(state.online && !state.dark ? 'here' : 'away');
}

function toggle() {
  if (menu) return shut();
  const sound = el('button', { role: 'menuitemcheckbox', 'aria-checked': String(isOn()), click: () => { setOn(!isOn()); shut(); } }, t('sound'), isOn() && icon('check', 'icon--sm'));
  const end = isChatting() && el('button', { role: 'menuitem', click: () => sure(end) }, t('end-chat'));
  const save = (state.conversation?.status ?? 'fresh') !== 'fresh' && el('button', { role: 'menuitem', click: keepChat }, t('save-chat'));
  const mail = save && boot.mails && el('button', { role: 'menuitem', click: askForAddress }, t('mail-chat'));
  // What was only told is not taken back.
  const back = save && !boot.form.notice && details().consented && el('button', { role: 'menuitem', click: () => import('./withdraw.js').then(({ show }) => show(menu)) }, t('withdraw'));
  menu = el('div', { class: 'pop menu', role: 'menu', 'aria-label': t('menu'), keydown: walk }, sound, save, mail, back, end);
  head.append(menu);
  opener.ariaExpanded = 'true';
  sound.focus();
  setTimeout(() => addEventListener('pointerdown', outside));
}

async function keepChat() {
  shut();
  try {
    el('a', { href: URL.createObjectURL(await bytes('/transcript')), download: 'chat.txt' }).click();
  } catch { emit('trouble', t('not-saved')); }
}

// Where to send the chat; what became of it is told in the same place.
function askForAddress() {
  const input = el('input', { class: 'input', type: 'email', autocomplete: 'email', required: true, maxlength: 254, 'aria-label': t('email'), placeholder: t('email-example') });
  input.value = details().email ?? '';
  const said = el('p', { class: 'muted', role: 'status' });
  const button = el('button', { class: 'btn btn--primary' }, t('mail-send'));
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await call('POST', '/transcript', { email: input.value.trim() });
      input.hidden = button.hidden = true;
      said.textContent = t('mail-sent', { email: input.value.trim() });
    } catch (error) { said.textContent = error.message || t('not-saved'); }
    button.disabled = false;
  };
  menu.role = 'dialog';
  menu.ariaLabel = t('mail-chat');
  menu.replaceChildren(el('form', { class: 'mailform', submit }, input, button, said));
  input.focus();
}

// Ending is final, so it takes a second press.
function sure(button) {
  if (!button.dataset.sure) { button.dataset.sure = '1'; button.textContent = t('end-chat-sure'); return; }
  shut();
  call('POST', '/close', {}).catch(() => emit('trouble', t('not-ended')));
}

function walk(event) {
  if (menu.role === 'dialog' && event.key !== 'Escape') return;
  const buttons = [...menu.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { event.preventDefault(); buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus(); }
  if (event.key === 'Escape' || event.key === 'Tab') { event.stopPropagation(); shut(); }
}

function outside(event) {
  if (!menu?.contains(event.target) && !opener.contains(event.target)) shut(false);
}

function shut(focus = true) {
  removeEventListener('pointerdown', outside);
  menu?.remove();
  menu = null;
  opener.ariaExpanded = 'false';
  if (focus) opener.focus();
}
