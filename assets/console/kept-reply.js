// A reply that was begun before a colleague took the chat, or before it was put back: where the box takes comments alone
// it stands above them, so that nobody thinks it lost.
import * as composer from './composer.js';
import { el, icon } from './dom.js';
import { keepSoon, recallDraft } from './drafts.js';
import { currentChat } from './list.js';
import { text } from './texts.js';

const form = () => document.getElementById('write');

function begin() {
  document.getElementById('kept-reply')?.remove();
  if (!form() || form().querySelector('[data-mode-is="reply"]')) return;
  const words = recallDraft(currentChat(), 'reply') ?? form().dataset.keptReply;
  if (!words) return;
  const note = el('button', { type: 'button', class: 'btn btn--sm', click: () => asComment(words) }, text('kept-reply-note'));
  document.getElementById('attached').before(el('div', { class: 'answering', id: 'kept-reply', role: 'status' }, icon('message-square-reply', 'sm'),
    el('div', { class: 'grow answering__what' }, el('b', {}, text('kept-reply')), el('span', { class: 'truncate', dir: 'auto' }, words)), note));
}

function asComment(words) {
  document.getElementById('kept-reply').remove();
  keepSoon(currentChat(), 'reply', '');
  composer.insert(words);
}

composer.onBegin(begin);
