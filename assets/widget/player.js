// A voice message: play, pause, seek, speed, how far it has come and how long it is.
import { el, icon, svg } from './dom.js';
import { span, t } from './words.js';

const BARS = 24;
const SPEEDS = [1, 1.5, 2];
const STEP_S = 2;
const MEASURE_MS = 3000;

// Stands for the level until there is one: a calm, even line.
const FLAT = Array(BARS).fill(0.25);

let playing = null;
let speed = 1;

export function wave(levels) {
  const known = levels?.length ? levels : FLAT;
  const step = known.length / BARS;
  const bars = Array.from({ length: BARS }, (_, index) => Math.max(0.12, ...known.slice(Math.floor(index * step), Math.floor((index + 1) * step) || 1)));
  return svg('svg', { class: 'wave', viewBox: `0 0 ${BARS * 5} 28`, 'aria-hidden': 'true', preserveAspectRatio: 'none' },
    bars.map((level, index) => svg('rect', { x: index * 5, y: 14 - level * 13, width: 3, height: level * 26, rx: 1.5 })));
}

// As the server keeps a waveform: heights from 0 to z.
export const heights = (levels) => [...levels ?? ''].map((level) => parseInt(level, 36) / 35);

const can = (type) => new Audio().canPlayType(/webm|ogg/.test(type) ? `${type}; codecs=opus` : type);

// `fetchBlob(asOgg)` answers the sound; `instead` stands for it in a browser that does not play it.
export function player(fetchBlob, ms, levels, type, instead) {
  const drawing = wave(heights(levels));
  const bars = [...drawing.children];
  const time = el('span', { class: 'num xs' }, ms ? span(ms) : '');
  const button = el('button', { type: 'button', class: 'playbtn' });
  const seekTo = (share) => ready(() => { audio.currentTime = share * audio.duration; });
  const place = el('span', { class: 'seek', role: 'slider', tabindex: '0', 'aria-label': t('voice-position'), 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': 0,
    click: (event) => { const { left, width } = place.getBoundingClientRect(); seekTo((event.clientX - left) / width); },
    keydown: (event) => { const step = { ArrowRight: STEP_S, ArrowLeft: -STEP_S }[event.key]; if (step) { event.preventDefault(); ready(() => { audio.currentTime += step; }); } } }, drawing);
  const fast = el('button', { type: 'button', class: 'fast', hidden: true, 'aria-label': t('voice-speed'), click: () => { speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % 3]; audio.playbackRate = speed; fast.textContent = `${speed}×`; } }, '1×');
  const bubble = el('div', { class: 'bubble voice' }, button, place, time, fast);
  let audio = null;
  const show = (isPlaying) => {
    button.replaceChildren(icon(isPlaying ? 'pause' : 'play', 'icon--sm'));
    button.ariaLabel = isPlaying ? t('pause') : t('play', { length: ms ? span(ms) : '' });
  };
  const move = () => {
    const length = Number.isFinite(audio.duration) ? audio.duration : (ms ?? 0) / 1000;
    const share = length ? audio.currentTime / length : 0;
    bars.forEach((bar, index) => bar.classList.toggle('on', audio.currentTime > 0 && index < share * BARS));
    place.ariaValueNow = Math.round(share * 100);
    time.textContent = span((audio.paused && !audio.currentTime ? length : audio.currentTime) * 1000);
  };
  const load = async () => {
    const asOgg = !can(type) && type === 'audio/webm' && can('audio/ogg');
    const made = new Audio(URL.createObjectURL(await fetchBlob(asOgg)));
    await measured(made);
    audio = made;
    for (const event of ['timeupdate', 'seeked']) audio.addEventListener(event, move);
    audio.addEventListener('play', () => { if (playing && playing !== audio) playing.pause(); playing = audio; show(true); });
    audio.addEventListener('pause', () => show(false));
    audio.addEventListener('ended', () => { audio.currentTime = 0; move(); show(false); });
    fast.hidden = false;
  };
  const ready = async (act) => {
    try {
      if (!audio) await load();
      await act();
    } catch (error) {
      if (error.isUnplayable && instead) bubble.replaceWith(instead);
      else time.textContent = t(error.isUnplayable ? 'voice-unplayable' : 'not-loaded');
    }
  };
  button.addEventListener('click', () => ready(async () => {
    if (!audio.paused) return audio.pause();
    audio.playbackRate = speed;
    fast.textContent = `${speed}×`;
    await audio.play();
  }));
  show(false);
  return bubble;
}

// Recorders write no length, and without one there is no seeking: a jump beyond the end makes the browser find it.
function measured(audio) {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, MEASURE_MS);
    audio.onerror = () => reject(Object.assign(new Error(), { isUnplayable: true }));
    audio.onloadedmetadata = () => {
      if (Number.isFinite(audio.duration)) return resolve();
      audio.ondurationchange = () => { audio.ondurationchange = null; audio.onseeked = resolve; audio.currentTime = 0; };
      audio.currentTime = 1e9;
    };
  });
}
