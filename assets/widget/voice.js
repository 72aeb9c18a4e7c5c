// Push-to-talk: hold, speak, let go; then listen and send, or clear.
//
// Sliding 80 px away, Esc and a window that loses focus discard the recording. With the keyboard Space starts and Space stops.
import { el, icon, iconButton } from './dom.js';
import { wave } from './player.js';
import { span, t } from './words.js';

const HOLD_MS = 300;
const SHORTEST_MS = 700;
const LONGEST_MS = 120_000;
const COUNTDOWN_MS = 10_000;
const SILENCE_MS = 2_000;
const SAMPLE_MS = 80;
const SLIDE_PX = 80;
const AUDIBLE = 0.012;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

let ui = null;
let current = null; // the recording that runs: {finish, cancel}
let isStarting = false;

export function arm(parts) {
  if (ui) return;
  ui = parts;
  ui.mic.addEventListener('pointerdown', held);
  ui.mic.addEventListener('contextmenu', (event) => event.preventDefault());
  ui.mic.addEventListener('click', (event) => {
    // A click without a pointer comes from the keyboard or a screen reader.
    if (event.detail === 0) { event.stopImmediatePropagation(); start(true); }
  }, true);
  addEventListener('blur', () => current?.cancel());
}

function held(event) {
  if (event.button !== 0 || current) return;
  const from = event;
  let isHeld = true;
  let isLong = false;
  // The bar takes the button's place, so the foot, which stays, keeps the pointer.
  ui.foot.setPointerCapture(event.pointerId);
  const timer = setTimeout(() => { isLong = true; start(false, () => isHeld); }, HOLD_MS);
  const away = (move) => { if (Math.hypot(move.clientX - from.clientX, move.clientY - from.clientY) > SLIDE_PX) { end(); current?.cancel(); } };
  const up = () => {
    end();
    if (!isLong) ui.say(t('voice-hold'));
    current?.finish();
  };
  // Heard at the window: what has captured the pointer can lose it.
  const stop = new AbortController();
  const on = (kind, act) => addEventListener(kind, (other) => { if (other.pointerId === from.pointerId) act(other); }, { signal: stop.signal });
  const end = () => {
    isHeld = false;
    clearTimeout(timer);
    stop.abort();
  };
  on('pointermove', away);
  on('pointerup', up);
  on('pointercancel', up);
}

// One at a time: a second press while the browser still fetches the microphone would leave the first one recording.
async function start(byKeyboard, isHeld) {
  if (isStarting || current) return;
  isStarting = true;
  try { await begin(byKeyboard, isHeld); } finally { isStarting = false; }
}

async function begin(byKeyboard, isHeld = () => true) {
  const before = await permission();
  if (before === 'denied') return ui.say(t('voice-denied'));
  if (before === 'prompt') ui.say(t('voice-allow'));
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
  } catch (error) {
    return ui.say(t(error.name === 'NotFoundError' ? 'voice-none' : error.name === 'NotReadableError' ? 'voice-busy' : 'voice-denied'));
  }
  // The browser's question broke the press: now it is allowed, and the next press records.
  if (!isHeld()) {
    stream.getTracks().forEach((track) => track.stop());
    return ui.say(t(before === 'prompt' ? 'voice-ready' : 'voice-hold'));
  }
  record(stream, byKeyboard);
}

async function permission() {
  try { return (await navigator.permissions.query({ name: 'microphone' })).state; } catch { return 'prompt'; }
}

function record(stream, byKeyboard) {
  const type = TYPES.find((name) => MediaRecorder.isTypeSupported(name));
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32_000 });
  const began = Date.now();
  const levels = [];
  const chunks = [];
  const meter = listen(stream);
  let heardAt = began;
  let isCancelled = false;
  let ms = 0;

  const time = el('b', { class: 'num' }, span(0));
  const level = el('span', { class: 'level' });
  const cancelButton = iconButton('trash', t('cancel'), () => current?.cancel());
  const stopButton = el('button', { type: 'button', class: 'send send--rec', 'aria-label': t(byKeyboard ? 'voice-stop' : 'voice-let-go'), click: () => current?.finish() }, icon('mic'));
  const bar = el('div', { class: 'write rec', role: 'group', 'aria-label': t('voice-recording') }, el('i', { class: 'recdot' }), time, level, cancelButton, stopButton);
  ui.box.hidden = true;
  ui.box.before(bar);
  ui.say(t(byKeyboard ? 'voice-press-again' : 'voice-slide'));
  if (byKeyboard) stopButton.focus();

  const tick = setInterval(() => {
    const ms = Date.now() - began;
    const loud = meter.level();
    levels.push(Math.min(1, loud * 6));
    if (loud > AUDIBLE) heardAt = Date.now();
    level.replaceChildren(wave(levels.slice(-24)));
    const left = LONGEST_MS - ms;
    time.textContent = left < COUNTDOWN_MS ? `−${span(left)}` : span(ms);
    if (Date.now() - heardAt > SILENCE_MS) ui.say(t('voice-silent'));
    if (left <= 0) finish();
  }, SAMPLE_MS);

  const escape = (event) => { if (event.key === 'Escape') { event.stopPropagation(); cancel(); } };
  addEventListener('keydown', escape, true);

  function close(focus) {
    current = null;
    ms = Date.now() - began;
    clearInterval(tick);
    meter.close();
    removeEventListener('keydown', escape, true);
    if (recorder.state !== 'inactive') recorder.stop();
    stream.getTracks().forEach((track) => track.stop());
    bar.remove();
    ui.box.hidden = false;
    if (focus && byKeyboard) ui.mic.focus();
  }
  function cancel() {
    isCancelled = true;
    close(true);
    ui.say(t('voice-discarded'));
  }
  function finish() {
    const isShort = Date.now() - began < SHORTEST_MS;
    isCancelled = isShort;
    close(isShort);
    ui.say(isShort ? t('voice-short') : '');
  }
  recorder.addEventListener('dataavailable', (event) => chunks.push(event.data));
  recorder.addEventListener('stop', () => {
    if (isCancelled) return;
    // The recorder's own word for what it made, never the one we would like.
    const made = (recorder.mimeType || type).split(';')[0];
    const blob = new Blob(chunks, { type: made });
    ui.done({ blob, name: `voice.${made.split('/')[1]}`, kind: 'voice', size: blob.size, type: made, ms, levels: heightsOf(levels) });
  });
  recorder.start();
  current = { finish, cancel };
}

// As the server keeps a waveform: 48 heights from 0 to z, the loudest at the top.
function heightsOf(levels) {
  const most = Math.max(...levels, 0.02);
  const step = levels.length / 48;
  return Array.from({ length: levels.length && 48 }, (_, n) => {
    const from = Math.floor(n * step);
    return Math.round(Math.max(...levels.slice(from, Math.max(from + 1, Math.floor((n + 1) * step)))) / most * 35).toString(36);
  }).join('');
}

function listen(stream) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  const samples = new Float32Array(analyser.fftSize);
  context.createMediaStreamSource(stream).connect(analyser);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    },
    close: () => context.close(),
  };
}
