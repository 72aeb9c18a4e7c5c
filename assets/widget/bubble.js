// One message as it stands in the log.
import { avatar, el, icon, unseen } from './dom.js';
import { keep, recall } from './host.js';
import { linkify } from './linkify.js';
import { attachment } from './attachment.js';
import { clock, fullTime, t } from './words.js';

const SYSTEM = { claimed: 'joined', assigned: 'joined', closed: 'closed-by', released: 'released', reopened: 'reopened', joined: 'joined', 'stepped-out': 'released' };

export const isOut = (message) => message.author.kind === 'visitor';
export const isSystem = (message) => message.author.kind === 'system';

export function bubble(message) {
  if (isSystem(message)) return line(message);
  const out = isOut(message);
  const body = el('div', { class: 'msg__body' }, parts(message), el('div', { class: 'msg__meta' },
    message.edited_at && t('edited'),
    el('time', { datetime: new Date(message.created_at).toISOString(), title: fullTime(message.created_at) }, clock(message.created_at)),
    out && el('span', { class: 'ticks' })));
  const who = unseen(`${out ? t('you') : message.author.name || t('team')}: `);
  if (message.author.kind === 'bot') import('./choices.js').then((choices) => choices.offer(body), () => { /* Its words can be answered. */ });
  return el('article', { class: `msg msg--${out ? 'out' : 'in'} ${message.author.kind === 'bot' ? 'msg--bot' : ''}`, 'data-id': message.id },
    !out && avatar(message.author, 'avatar--sm'), who, body);
}

export function parts({ text, attachments = [], quote, unsent_at: unsent }) {
  return [
    quote && el('div', { class: 'quote', dir: 'auto' }, quote.text || t('unsent')),
    unsent && el('div', { class: 'bubble bubble--unsent' }, t('unsent')),
    text && el('div', { class: 'bubble', dir: 'auto' }, linkify(text)),
    ...attachments.map(attachment),
  ];
}

function line(message) {
  const key = SYSTEM[message.text];
  if (!key) return null;
  return el('p', { class: 'sysline', 'data-id': message.id },
    message.text === 'closed' && icon('closed', 'icon--sm'), t(key, { name: message.author.name || t('team') }));
}

// Newest message a person of the team has read. It stands over all chats and never goes back: what was read
// stays read when a new chat begins or another agent takes over.
const agentRead = () => Number(recall('agent-read')) || 0;

export function noteRead(id) {
  if (id > agentRead()) keep('agent-read', String(id));
}

// One tick: the server has it. Two: an agent has read it. Never more than is known.
export function tick(article, id) {
  const ticks = article.querySelector('.ticks');
  if (!ticks) return;
  const isRead = id <= agentRead();
  const mark = isRead ? 'read' : 'sent';
  if (ticks.dataset.mark === mark) return;
  ticks.dataset.mark = mark;
  ticks.className = `ticks ticks--${mark}`;
  ticks.replaceChildren(icon(isRead ? 'checks' : 'check', 'icon--xs'), unseen(t(mark)));
  ticks.title = t(mark);
}
