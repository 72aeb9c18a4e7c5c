// A voice message: play, pause, how far it has come and how long it is.
import { el, icon, svg } from './dom.js';
import { span, t } from './words.js';

const BARS = 24;

// Stands for the level until there is one: a calm, even line.
const FLAT = Array(BARS).fill(0.25);

let playing = null;

export function wave(levels = FLAT) {
  const step = levels.length / BARS;
  const bars = Array.from({ length: BARS }, (_, index) => Math.max(0.12, ...levels.slice(Math.floor(index * step), Math.floor((index + 1) * step) || 1)));
  return svg('svg', { class: 'wave', viewBox: `0 0 ${BARS * 5} 28`, 'aria-hidden': 'true', preserveAspectRatio: 'none' },
    bars.map((level, index) => svg('rect', { x: index * 5, y: 14 - level * 13, width: 3, height: level * 26, rx: 1.5 })));
}

export function player(fetchBlob, ms, levels) {
  const drawing = wave(levels);
  const bars = [...drawing.children];
  const time = el('span', { class: 'num xs' }, ms ? span(ms) : '');
  const button = el('button', { type: 'button', class: 'playbtn' });
  let audio = null;
  const show = (isPlaying) => {
    button.replaceChildren(icon(isPlaying ? 'pause' : 'play', 'icon--sm'));
    button.ariaLabel = isPlaying ? t('pause') : t('play', { length: ms ? span(ms) : '' });
  };
  const move = () => {
    const length = Number.isFinite(audio.duration) ? audio.duration : (ms ?? 0) / 1000;
    const share = length ? audio.currentTime / length : 0;
    bars.forEach((bar, index) => bar.classList.toggle('on', audio.currentTime > 0 && index < share * BARS));
    time.textContent = span((audio.paused && !audio.currentTime ? length : audio.currentTime) * 1000);
  };
  const load = async () => {
    audio = new Audio(URL.createObjectURL(await fetchBlob()));
    audio.addEventListener('timeupdate', move);
    audio.addEventListener('play', () => { if (playing && playing !== audio) playing.pause(); playing = audio; show(true); });
    audio.addEventListener('pause', () => show(false));
    audio.addEventListener('ended', () => { audio.currentTime = 0; move(); show(false); });
  };
  button.addEventListener('click', async () => {
    try {
      if (!audio) await load();
      if (audio.paused) await audio.play();
      else audio.pause();
    } catch {
      time.textContent = t('voice-unplayable');
    }
  });
  show(false);
  return el('div', { class: 'bubble voice' }, button, drawing, time);
}
