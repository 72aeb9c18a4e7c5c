// Says to who cannot see the list that somebody has begun to wait; not oftener than one can listen.
import { el } from './dom.js';
import { nameOf, onList, waitingCount, waitingIds } from './list.js';
import { text } from './texts.js';

const PAUSE_MS = 10_000;
const place = el('p', { class: 'sr-only', role: 'status' });
let known = new Set(waitingIds());
let fresh = new Set();
let timer = null;

function say() {
  timer = null;
  const now = waitingIds();
  const said = now.filter((chat) => fresh.has(chat));
  fresh = new Set();
  if (said.length === 0) {
    place.textContent = '';
    return;
  }
  place.textContent = waitingCount() === 1 ? text('rings-one', { name: nameOf(said[0]) }) : text('rings-many', { count: waitingCount() });
  timer = setTimeout(say, PAUSE_MS);
}

// Something else that must not be missed.
export function announce(words) {
  place.textContent = words;
}

document.body.append(place);
onList(() => {
  const now = waitingIds();
  for (const chat of now) if (!known.has(chat)) fresh.add(chat);
  known = new Set(now);
  if (fresh.size > 0 && timer === null) say();
});
