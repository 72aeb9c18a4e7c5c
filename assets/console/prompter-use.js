// A proposal goes into the box, marked as suggested; only a person sends it.
import * as composer from './composer.js';
import { ask } from './fragment.js';
import { currentChat } from './list.js';
import { region } from './region.js';
import { note, tell } from './reply-notes.js';
import { text } from './texts.js';
import { toast } from './toast.js';

export const SYMBOLS = { reply: 'zap', article: 'book-open', past: 'history', remote: 'lightbulb' };

const date = new Intl.DateTimeFormat(region, { day: 'numeric', month: 'short', year: 'numeric' });
export const sourceOf = ({ kind, name, at }) => (kind === 'past' ? text('prompter-past', { name, date: date.format(new Date(at)) }) : text(`prompter-${kind}`, { name }));

export function use(proposal) {
  const chat = currentChat();
  const box = document.getElementById('text');
  composer.setMode('reply');
  if (box.value.length + proposal.text.length + 2 > box.maxLength) { toast(text('reply-too-long', { most: box.maxLength })); return; }
  const at = box.selectionEnd;
  box.setSelectionRange(at, at);
  const [before, after] = [box.value.slice(0, at), box.value.slice(at)];
  composer.insert(`${/\S$/.test(before) ? ' ' : ''}${proposal.text}${/^\S/.test(after) ? ' ' : ''}`);
  tell(chat, { ...proposal, why: '' });
  note(chat, 'sparkles', text('prompter-suggested', { source: sourceOf(proposal) }));
  ask(`/console/prompter/${proposal.id}/used`, { method: 'POST' }).catch(() => { /* It counts for less then. */ });
}
