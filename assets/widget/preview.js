// What the visitor is typing, shown to the agent who has the chat in front of them: only where the shop has this on and says
// so under the input, and only while the stream says that somebody looks.
import { call } from './api.js';
import { isChatting, on, state } from './boot.js';
import { stopTyping } from './log.js';

const EVERY_MS = 700;
const LASTS_MS = 8_000;
const MOST_BYTES = 1024;
const FEWEST_DIGITS = 6;

// Letters and digits with at least one digit, in one piece or in groups: cards, accounts, the numbers by which states know
// people. An account may have its bank's four letters behind the first group.
const NUMBER = /(?:\b[a-z]{2}\p{Nd}{2}[\s\p{Pd}.]{1,3}[a-z]{4}[\s\p{Pd}.]{1,3}(?=[a-z\p{Nd}]))?[a-z]{0,9}\p{Nd}[a-z\p{Nd}]*(?:[\s\p{Pd}.\/+]{1,3}[a-z]{0,9}\p{Nd}[a-z\p{Nd}]*)*/giu;

// Nobody can tell from its beginning what a number will be, nor from one with a digit mistyped what it was meant to be. So
// whatever is as long as the shortest of those is hidden whole, before it leaves.
export const veil = (text) => text.replace(NUMBER, (number) => (number.match(/\p{Nd}/gu).length < FEWEST_DIGITS ? number : number.replace(/[\p{L}\p{Nd}]/gu, '•')));

// Whoever types goes on at the end.
function end(text) {
  const bytes = new TextEncoder().encode(text);
  return bytes.length > MOST_BYTES ? `…${new TextDecoder().decode(bytes.slice(3 - MOST_BYTES)).replace(/^\uFFFD+/, '')}` : text;
}

export function follow(area) {
  let watchedTill = 0;
  let typedAt = 0;
  let toldAt = 0;
  let told = ''; // what the agent sees now
  let isAsked = false; // by whoever has just begun to look
  let timer = null;
  let fade = null;
  let isBusy = false;

  const wanted = () => (Date.now() < Math.min(watchedTill, typedAt + LASTS_MS) && isChatting() ? end(veil(area.value.trim())) : '');

  async function tell() {
    timer = null;
    const text = wanted();
    if (text === told && !(text && isAsked)) return;
    told = text;
    toldAt = Date.now();
    isAsked = false;
    isBusy = true;
    clearTimeout(fade);
    if (text) fade = setTimeout(plan, typedAt + LASTS_MS - Date.now());
    if (text) stopTyping(); // Otherwise each would wait for the other.
    await call('POST', '/typing', { text }).catch(() => { /* Only a courtesy. */ });
    isBusy = false;
    if (wanted() !== told) plan();
  }

  // One at a time, so that none overtakes another.
  function plan() {
    if (!isBusy) timer ??= setTimeout(tell, Math.max(0, toldAt + EVERY_MS - Date.now()));
  }

  area.addEventListener('input', () => { typedAt = Date.now(); plan(); });
  on('watched', ({ conversation_id: id, for_ms: ms }) => {
    if (id !== state.conversation?.id) return;
    watchedTill = Date.now() + ms;
    isAsked = ms > 0;
    plan();
  });
  on('queued', () => { typedAt = 0; plan(); });
}
