// How did we do? Asked once when the agent closes the chat; the answer may be changed for ten minutes.
import { state, emit } from './boot.js';
import { call } from './api.js';
import { el } from './dom.js';
import { keep, recall } from './host.js';
import { t } from './words.js';

const FACES = ['😞', '😕', '😐', '🙂', '😄'];
const REVISE_MS = 600_000;
let answered = null; // {conversation, score, comment, at}
let isRevising = false;

const skipKey = () => `skip:${state.conversation.id}`;
const mine = () => answered?.conversation === state.conversation?.id && answered;

export function wanted() {
  const conversation = state.conversation;
  if (conversation?.status !== 'closed' || recall(skipKey())) return false;
  return isRevising || (conversation.survey === 'asked' && !mine());
}

export function survey() {
  const before = mine() || {};
  const faces = FACES.map((face, index) => el('label', {},
    el('input', { type: 'radio', name: 'score', value: index + 1, checked: before.score === index + 1, 'aria-label': t(`score-${index + 1}`) }),
    el('span', { 'aria-hidden': 'true', title: t(`score-${index + 1}`) }, face)));
  const comment = el('textarea', { class: 'textarea', rows: '2', maxlength: 2000, dir: 'auto', placeholder: t('anything-to-add'), 'aria-label': t('anything-to-add') });
  comment.value = before.comment ?? '';
  const error = el('p', { class: 'error', role: 'alert', hidden: true });
  const skip = () => { if (isRevising) isRevising = false; else keep(skipKey(), '1'); emit('conversation'); };
  const submit = async (event) => {
    event.preventDefault();
    const score = Number(new FormData(sheet).get('score'));
    error.hidden = score > 0;
    error.textContent = t('score-missing');
    if (!score) return sheet.querySelector('input').focus();
    const conversation = state.conversation.id;
    try {
      await call('POST', '/rating', { conversation_id: conversation, score, comment: comment.value.trim() });
      answered = { conversation, score, comment: comment.value, at: before.at ?? Date.now() };
      isRevising = false;
      emit('conversation');
    } catch (refusal) {
      error.textContent = refusal.status ? refusal.message : t('rating-later');
      error.hidden = false;
    }
  };
  const sheet = el('form', { class: 'sheet', submit }, el('h2', { class: 'hi' }, t('how-did-we-do')),
    el('div', { class: 'rate', role: 'radiogroup', 'aria-label': t('rating') }, faces), comment, error,
    el('div', { class: 'row' }, el('button', { type: 'button', class: 'btn btn--ghost', click: skip }, t('skip')), el('button', { class: 'btn btn--primary' }, t('send'))));
  return sheet;
}

export const isThanked = () => Boolean(mine());

// The line that says thank you, with a way back while there is one.
export function thanks() {
  if (!mine()) return null;
  const canRevise = Date.now() - answered.at < REVISE_MS;
  const revise = () => { isRevising = true; emit('conversation'); };
  return el('p', { class: 'sysline thanks', role: 'status' }, t('thanks'),
    canRevise && el('button', { type: 'button', class: 'linkbtn', click: revise }, t('change')));
}
