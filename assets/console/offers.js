// The pop-up of a chat that is held out to the agent, or into which a colleague asks them: it counts down and takes no
// focus. What is held out rings until it is answered.
import { strike, summon } from './bell.js';
import { announce } from './announce.js';
import { ahead, onList, refresh } from './list.js';
import { text } from './texts.js';

const RING_MS = 4_000;
const LAST_S = 5;
let rungFor = null;
let ringTimer = null;

const shown = () => document.querySelector('#offers .offer');

function tick() {
  const offer = shown();
  if (!offer) return;
  const left = Math.max(0, Number(offer.dataset.until) - Date.now() - ahead());
  const seconds = Math.ceil(left / 1000);
  const clock = offer.querySelector('[data-countdown]');
  const words = seconds < 60 ? String(seconds) : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  if (clock.textContent !== words) clock.textContent = words;
  clock.classList.toggle('is-last', seconds <= LAST_S);
  offer.querySelector('rect').setAttribute('width', `${Math.min(100, (left / Number(offer.dataset.lasts)) * 100)}%`);
  // The server ends it; a list that has not heard of that yet asks.
  if (left === 0 && !offer.dataset.over) { offer.dataset.over = ''; refresh(); }
}

function ring() {
  clearTimeout(ringTimer);
  if (!shown()) return;
  strike();
  ringTimer = setTimeout(ring, RING_MS);
}

onList(() => {
  const offer = shown();
  const now = offer?.id ?? null;
  if (now !== rungFor) {
    rungFor = now;
    clearTimeout(ringTimer);
    if (offer && 'invite' in offer.dataset) {
      const words = text('invited', { name: offer.dataset.name });
      announce(words);
      summon(words, offer.querySelector('#offer-words').innerText, `shopbell-${offer.id}`);
    } else if (offer) {
      announce(text('offered', { name: offer.dataset.name }));
      ringTimer = setTimeout(ring, RING_MS);
    }
  }
  tick();
});
setInterval(tick, 250);

const press = (what) => shown()?.querySelector(`[data-offer-${what}]`)?.click();
export const accept = () => press('accept');
export const decline = () => press('decline');
