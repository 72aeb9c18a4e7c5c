// Plays voice messages where they stand: play, seek, speed. The server draws them in the log; `voiceBubble` draws the same
// for one that was just recorded.
import { el, icon } from './dom.js';
import { ask } from './fragment.js';
import { keep, recall } from './store.js';
import { text } from './texts.js';

const SPEEDS = [1, 1.5, 2];
const STEP_S = 2;
const BARS = 48;
const MEASURE_MS = 3_000;
const FETCH_MS = 120_000;
const CODECS = { 'audio/webm': 'audio/webm; codecs=opus', 'audio/ogg': 'audio/ogg; codecs=opus' };
const SVG = 'http://www.w3.org/2000/svg';

const playersOf = new WeakMap(); // bubble -> its Audio, once somebody wanted to hear it
const blobs = new WeakMap(); // bubble -> its bytes, if they are here already
let playing = null;

export const clock = (ms) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
const number = new Intl.NumberFormat(document.documentElement.lang || 'en');

function speed() {
  const kept = Number(recall('voice-speed'));
  return SPEEDS.includes(kept) ? kept : 1;
}

// Heights from 0 to z, as the server keeps them.
export function levelsOf(samples) {
  const step = samples.length / BARS;
  const loudest = Math.max(...samples, 0.02);
  const heights = Array.from({ length: BARS }, (_, n) => Math.max(0, ...samples.slice(Math.floor(n * step), Math.max(Math.floor(n * step) + 1, Math.floor((n + 1) * step)))));
  return samples.length ? heights.map((height) => Math.round(height / loudest * 35).toString(36)).join('') : '';
}

function wave(levels) {
  const shown = levels || '9'.repeat(30);
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ class: 'wave', viewBox: `0 0 ${shown.length * 5} 28`, preserveAspectRatio: 'none', 'aria-hidden': 'true' })) svg.setAttribute(name, value);
  svg.append(...[...shown].map((level, n) => {
    const height = Math.max(3, parseInt(level, 36) / 35 * 28);
    const bar = document.createElementNS(SVG, 'rect');
    for (const [name, value] of Object.entries({ x: n * 5, y: (28 - height) / 2, width: 3, height, rx: 1.5 })) bar.setAttribute(name, value);
    return bar;
  }));
  return svg;
}

export function voiceBubble({ blob, url, type, name, ms, levels }) {
  const bubble = el('div', { class: 'bubble voice', 'data-voice': url ?? '', 'data-type': type, 'data-ms': ms, 'data-name': name, 'data-unmeasured': !levels },
    el('button', { type: 'button', class: 'playbtn', 'aria-label': text('voice-play', { length: ms ? clock(ms) : '' }) }, icon('play', 'sm')),
    el('div', { class: 'wavebox', role: 'slider', tabindex: '0', 'aria-label': text('voice-position'), 'aria-valuemin': '0', 'aria-valuemax': String(Math.round((ms ?? 0) / 1000)), 'aria-valuenow': '0' }, wave(levels)),
    el('span', { class: 'num xs voice__time' }, ms ? clock(ms) : ''),
    el('button', { type: 'button', class: 'voice__speed', hidden: true, 'aria-label': text('voice-speed') }, '1×'));
  if (blob) blobs.set(bubble, blob);
  return bubble;
}

// ── Which form of it this browser plays ────────────────────────────────────

const probe = document.createElement('audio');
const plays = (type) => probe.canPlayType(CODECS[type] ?? type) !== '';

// Where to fetch it from; null when this browser plays no form of it.
function sourceOf({ dataset }) {
  if (plays(dataset.type)) return dataset.voice;
  return dataset.type === 'audio/webm' && plays('audio/ogg') ? `${dataset.voice}?as=ogg` : null;
}

async function bytesOf(bubble) {
  if (blobs.has(bubble)) return blobs.get(bubble);
  const source = sourceOf(bubble);
  if (source === null) throw Object.assign(new Error(), { isUnplayable: true });
  const answer = await ask(source, { signal: AbortSignal.timeout(FETCH_MS) });
  if (!answer.ok) throw new Error();
  return answer.blob();
}

// What recorders write has no length, and without one there is no seeking: a jump beyond the end makes the browser find it.
function measured(audio) {
  return new Promise((resolve, reject) => {
    // Without a length it plays all the same.
    setTimeout(resolve, MEASURE_MS);
    audio.addEventListener('error', () => reject(Object.assign(new Error(), { isUnplayable: true })), { once: true });
    audio.addEventListener('loadedmetadata', () => {
      if (Number.isFinite(audio.duration)) { resolve(); return; }
      audio.addEventListener('durationchange', () => {
        audio.addEventListener('seeked', () => resolve(), { once: true });
        audio.currentTime = 0;
      }, { once: true });
      audio.currentTime = Number.MAX_SAFE_INTEGER;
    }, { once: true });
  });
}

async function load(bubble) {
  const known = playersOf.get(bubble);
  if (known) return known;
  const blob = await bytesOf(bubble);
  const audio = new Audio(URL.createObjectURL(blob));
  playersOf.set(bubble, audio);
  try { await measured(audio); } catch (error) { playersOf.delete(bubble); throw error; }
  if ('unmeasured' in bubble.dataset) draw(bubble, blob);
  audio.addEventListener('timeupdate', () => show(bubble, audio));
  for (const event of ['play', 'pause', 'ended']) audio.addEventListener(event, () => { if (event === 'ended') audio.currentTime = 0; show(bubble, audio); });
  return audio;
}

// A waveform that nobody measured before.
async function draw(bubble, blob) {
  try {
    const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(await blob.arrayBuffer());
    const samples = sound.getChannelData(0);
    const size = Math.ceil(samples.length / BARS);
    const peaks = Array.from({ length: BARS }, (_, n) => samples.slice(n * size, (n + 1) * size).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
    bubble.querySelector('.wave').replaceWith(wave(levelsOf(peaks)));
    delete bubble.dataset.unmeasured;
  } catch { /* It can be heard all the same. */ }
}

function show(bubble, audio) {
  const isPlaying = !audio.paused;
  const button = bubble.querySelector('.playbtn');
  const length = audio.duration || 0;
  button.replaceChildren(icon(isPlaying ? 'pause' : 'play', 'sm'));
  button.ariaLabel = isPlaying ? text('voice-pause') : text('voice-play', { length: clock(length * 1000) });
  const bars = bubble.querySelectorAll('.wave rect');
  const share = length ? audio.currentTime / length : 0;
  bars.forEach((bar, n) => bar.classList.toggle('on', audio.currentTime > 0 && n <= share * bars.length));
  const now = audio.paused && !audio.currentTime ? length : audio.currentTime;
  bubble.querySelector('.voice__time').textContent = clock(now * 1000);
  const slider = bubble.querySelector('.wavebox');
  slider.ariaValueMax = String(Math.round(length));
  slider.ariaValueNow = String(Math.round(audio.currentTime));
  slider.ariaValueText = text('voice-at', { now: clock(audio.currentTime * 1000), length: clock(length * 1000) });
  const fast = bubble.querySelector('.voice__speed');
  fast.hidden = false;
  fast.textContent = `${number.format(audio.playbackRate)}×`;
}

function failed(bubble, error) {
  const { voice, name } = bubble.dataset;
  const words = text(error.isUnplayable ? 'voice-unplayable' : 'no-answer');
  bubble.querySelector('.voice__time').replaceChildren(...(error.isUnplayable && voice ? [el('a', { href: voice, download: name, title: words }, text('voice-download'))] : [words]));
}

async function toggle(bubble) {
  try {
    const audio = await load(bubble);
    if (!audio.paused) { audio.pause(); return; }
    if (playing && playing !== audio) playing.pause();
    playing = audio;
    audio.playbackRate = speed();
    await audio.play();
  } catch (error) { failed(bubble, error); }
}

async function seek(bubble, toSeconds) {
  try {
    const audio = await load(bubble);
    audio.currentTime = Math.min(Math.max(0, toSeconds(audio)), audio.duration);
    show(bubble, audio);
  } catch (error) { failed(bubble, error); }
}

// What is taken out of the page falls silent.
export function hush(bubble) { playersOf.get(bubble)?.pause(); }

// ── Hands ──────────────────────────────────────────────────────────────────

document.addEventListener('click', (event) => {
  const bubble = event.target.closest?.('.voice');
  if (!bubble) return;
  if (event.target.closest('.playbtn')) { event.preventDefault(); toggle(bubble); return; }
  if (event.target.closest('.voice__speed')) {
    const next = SPEEDS[(SPEEDS.indexOf(speed()) + 1) % SPEEDS.length];
    keep('voice-speed', String(next));
    const audio = playersOf.get(bubble);
    if (audio) { audio.playbackRate = next; show(bubble, audio); }
    return;
  }
  const box = event.target.closest('.wavebox');
  if (!box) return;
  const { left, width } = box.getBoundingClientRect();
  seek(bubble, (audio) => (event.clientX - left) / width * audio.duration);
});

document.addEventListener('keydown', (event) => {
  const bubble = event.target.closest?.('.wavebox, .voice a.playbtn')?.closest('.voice');
  if (!bubble) return;
  const deed = {
    ArrowRight: () => seek(bubble, (audio) => audio.currentTime + STEP_S), ArrowLeft: () => seek(bubble, (audio) => audio.currentTime - STEP_S),
    Home: () => seek(bubble, () => 0), End: () => seek(bubble, (audio) => audio.duration), ' ': () => toggle(bubble),
  }[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});
