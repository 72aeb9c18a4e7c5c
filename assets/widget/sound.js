// One soft strike for an answer that arrives unseen, made on the spot. The visitor may switch it off.
//
// Of the tabs of one browser a single one strikes: the first that takes the answer's lock, which is kept until the last has
// heard of the answer. None does while the panel is looked at in one of them.
import { boot, isSeen, on } from './boot.js';
import { keep, recall } from './host.js';
import { canLock, isForbidden } from './lock.js';

const NAME = `shopbell:sound:${boot.site}`;
const HELD_MS = 60_000;
let audio = null;
let lookAway = null;

export const isOn = () => recall('sound') !== 'off';
export const setOn = (value) => keep('sound', value ? 'on' : 'off');

// Browsers stay silent until the visitor has touched the page once.
addEventListener('pointerdown', () => { audio ??= window.AudioContext && new AudioContext(); }, { once: true });

// Tells the other tabs whether this one is looked at.
export function look() {
  if (!canLock || isSeen() === Boolean(lookAway)) return;
  if (lookAway) { lookAway(); lookAway = null; return; }
  const end = new Promise((resolve) => { lookAway = resolve; });
  navigator.locks.request(NAME, { mode: 'shared' }, () => end).catch(() => {});
}

for (const change of ['open', 'shut']) on(change, look);
document.addEventListener('visibilitychange', look);

export async function strike(id) {
  if (isSeen() || !isOn() || audio?.state !== 'running') return;
  if (!canLock) { ring(); return; }
  try {
    const { held } = await navigator.locks.query();
    if (held.some(({ name }) => name === NAME)) return;
    await navigator.locks.request(`${NAME}:${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) return null;
      ring();
      return new Promise((resolve) => { setTimeout(resolve, HELD_MS); });
    });
  } catch (error) {
    if (!isForbidden(error)) throw error;
    ring();
  }
}

function ring() {
  const loudness = audio.createGain();
  loudness.gain.setValueAtTime(0.12, audio.currentTime);
  loudness.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.9);
  loudness.connect(audio.destination);
  for (const pitch of [1568, 2637]) {
    const tone = audio.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(loudness);
    tone.start();
    tone.stop(audio.currentTime + 0.9);
  }
}
