// Where a visitor who waits stands in line. Said quietly, and no longer once somebody has the chat.
import { state } from './boot.js';
import { el, icon } from './dom.js';
import { t } from './words.js';

const words = el('span', {});
export const line = el('p', { class: 'line', role: 'status', hidden: true }, icon('clock', 'icon--sm'), words);

export function drawLine(face) {
  const { status, line: at } = state.conversation ?? {};
  line.hidden = status !== 'waiting' || !at || face === 'home';
  if (line.hidden) return;
  const wait = ['about', 'over'].map((word) => at[`${word}_min`] && t(`line-${word}`, { n: at[`${word}_min`] })).find(Boolean);
  const said = [t(at.place > 1 ? 'line-place' : 'line-next', { n: at.place }), wait].filter(Boolean).join(' · ');
  if (words.textContent !== said) words.textContent = said;
}

// A place that was told of a chat is not one in the next, nor one it comes back to later.
export function moved({ conversation_id: id, line: at }) {
  if (state.conversation?.id !== id) return;
  state.heard += 1;
  state.conversation.line = at;
  drawLine();
}
