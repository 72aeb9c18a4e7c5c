// Push-to-talk: hold the button or a key, speak, let go; then listen, send or discard. Nothing that was recorded leaves by
// itself, unless the agent has asked for that.
//
// Esc, a pointer that leaves, and a window that loses its focus discard the recording. Without hands for holding: Enter
// or a short press of Space on the button begins, the same ends.
import { addVoice, complain, takeVoice } from './attachments.js';
import { el, icon } from './dom.js';
import { isTyping, letterOf } from './letters.js';
import { currentChat } from './list.js';
import { text } from './texts.js';
import { toast } from './toast.js';
import { clock, levelsOf } from './voice-player.js';

const HOLD_MS = 300;
const SHORTEST_MS = 700;
const LONGEST_MS = 120_000;
const COUNTDOWN_MS = 10_000;
const SILENCE_MS = 2_000;
const SAMPLE_MS = 60;
const SLIDE_PX = 80;
const AUDIBLE = 0.012;
const LOUD = 0.25; // fills the bar
const BARS = 72;
const BITS = 32_000;
const HOLD_KEY = 'F8';
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'];

let current = null; // the recording that runs: {finish, cancel, chat, isFree}
let press = null; // what is held down: {end}
let isStarting = false;
let sendNow = () => {};

// `send({chat, mode, files})`: the deed of whoever lets voice go out at once.
export function wire(given) { sendNow = given; }

const mic = () => document.getElementById('mic');
const form = () => document.getElementById('write');
const say = (words, ...deeds) => { complain(); complain(words, ...deeds); };

// ── What stands in the way, said before the first use ──────────────────────

// These are directions for a person, not a test of abilities.
function browser() {
  if (navigator.userAgentData?.brands.some(({ brand }) => brand === 'Chromium')) return 'chromium';
  if (/Firefox\//.test(navigator.userAgent)) return 'firefox';
  return /^((?!chrome|android).)*safari/i.test(navigator.userAgent) ? 'safari' : 'other';
}
const denied = () => text(`voice-denied-${browser()}`);

async function permission() {
  try { return (await navigator.permissions.query({ name: 'microphone' })).state; } catch { return 'prompt'; }
}

// Null when nothing does.
async function obstacle() {
  if (!window.isSecureContext) return text('voice-insecure');
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return text('voice-unable');
  return (await permission()) === 'denied' ? denied() : null;
}

async function forewarn() {
  const button = mic();
  if (!button || current) return;
  const problem = await obstacle();
  const state = problem ? 'denied' : await permission();
  button.classList.toggle('is-blocked', Boolean(problem));
  button.title = problem ?? text(state === 'prompt' ? 'voice-will-ask' : 'voice-how');
}

// ── Holding ────────────────────────────────────────────────────────────────

// Begins to count as holding after a moment; answers what ends it.
function hold() {
  let isHeld = true;
  let isLong = false;
  const timer = setTimeout(() => { isLong = true; start({ isHeld: () => isHeld }); }, HOLD_MS);
  const end = () => { isHeld = false; clearTimeout(timer); press = null; return isLong; };
  press = { end };
  return press;
}

function letGo() {
  if (!press) return;
  const wasLong = press.end();
  if (!wasLong) say(text('voice-hold'));
  else current?.finish();
}

document.addEventListener('pointerdown', (event) => {
  const button = event.target.closest?.('#mic');
  if (!button || event.button !== 0 || current || press) return;
  // The text keeps its caret.
  event.preventDefault();
  button.setPointerCapture(event.pointerId);
  const from = event;
  hold();
  const stop = new AbortController();
  // Heard at the window: what has captured the pointer can lose it.
  const on = (kind, act) => addEventListener(kind, (other) => { if (other.pointerId === from.pointerId) act(other); }, { signal: stop.signal });
  const discard = () => { stop.abort(); press?.end(); current?.cancel(); };
  on('pointermove', (move) => { if (Math.hypot(move.clientX - from.clientX, move.clientY - from.clientY) >= SLIDE_PX) discard(); });
  on('pointerup', () => { stop.abort(); letGo(); });
  on('pointercancel', discard);
});
document.addEventListener('contextmenu', (event) => { if (event.target.closest?.('#mic')) event.preventDefault(); });
document.addEventListener('click', (event) => {
  // A click without a pointer comes from Enter or a screen reader. What was begun so, the mouse may end.
  if (!event.target.closest?.('#mic') || (event.detail !== 0 && !current?.isFree)) return;
  event.preventDefault();
  if (current) current.finish(); else start({ isFree: true });
});
for (const kind of ['pointerover', 'focusin']) document.addEventListener(kind, (event) => { if (event.target.closest?.('#mic')) forewarn(); });

const isHoldKey = (event) => event.key === HOLD_KEY
  || (letterOf(event) === 'v' && !isTyping(event.target) && 'shortcuts' in (document.getElementById('main')?.dataset ?? {}));
const isSpaceOnButton = (event) => event.key === ' ' && event.target.closest?.('#mic');

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !mic() || mic().disabled || document.querySelector('dialog[open]')) return;
  if (!isHoldKey(event) && !isSpaceOnButton(event)) return;
  event.preventDefault();
  if (event.repeat || press) return;
  if (current) { if (current.isFree) current.finish(); return; }
  hold();
});
document.addEventListener('keyup', (event) => {
  if (!press || (event.key !== HOLD_KEY && event.key !== ' ' && letterOf(event) !== 'v')) return;
  if (event.key === ' ' && event.target.closest?.('#mic')) {
    event.preventDefault();
    if (!press.end()) start({ isFree: true }); else current?.finish();
    return;
  }
  letGo();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || (!current && !press)) return;
  event.preventDefault();
  event.stopPropagation();
  press?.end();
  current?.cancel();
}, true);
addEventListener('blur', () => { press?.end(); current?.cancel(); });
addEventListener('pagehide', () => { press?.end(); current?.cancel(); });

// The chat is about to leave the page: what was spoken stays beside it, to be listened to later.
export function leave() {
  press?.end();
  current?.keep();
}

// ── Recording ──────────────────────────────────────────────────────────────

async function start({ isHeld = () => true, isFree = false }) {
  if (isStarting || current) return;
  const chat = currentChat();
  isStarting = true;
  try {
    const problem = await obstacle();
    if (problem) { say(problem); return; }
    const before = await permission();
    if (before === 'prompt') say(text('voice-asks'));
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
    // The browser's question broke the press, or somebody let go meanwhile: the next press records.
    if (!isHeld() || chat !== currentChat() || !form()) {
      stream.getTracks().forEach((track) => track.stop());
      say(text(before === 'prompt' ? 'voice-ready' : 'voice-hold'));
      return;
    }
    complain();
    record(stream, chat, isFree);
  } catch (error) {
    say({ NotFoundError: text('voice-none'), NotReadableError: text('voice-busy') }[error.name] ?? denied());
  } finally {
    isStarting = false;
    forewarn();
  }
}

function meterOf(stream) {
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

const SVG = 'http://www.w3.org/2000/svg';
function bars() {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ class: 'level', viewBox: `0 0 ${BARS * 5} 36`, preserveAspectRatio: 'none', 'aria-hidden': 'true' })) svg.setAttribute(name, value);
  const all = Array.from({ length: BARS }, (_, n) => {
    const bar = document.createElementNS(SVG, 'rect');
    for (const [name, value] of Object.entries({ x: n * 5, width: 3, rx: 1.5 })) bar.setAttribute(name, value);
    return bar;
  });
  svg.append(...all);
  return { svg, show(levels) {
    all.forEach((bar, n) => {
      const level = levels.at(n - BARS);
      const height = n - BARS < -levels.length ? 3 : Math.max(3, Math.min(1, level / LOUD) * 34);
      bar.setAttribute('height', height);
      bar.setAttribute('y', (36 - height) / 2);
      bar.classList.toggle('off', n - BARS < -levels.length);
    });
  } };
}

function record(stream, chat, isFree) {
  const type = TYPES.find((name) => MediaRecorder.isTypeSupported(name));
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS });
  const mode = form().dataset.mode;
  const isDirect = 'voiceDirect' in form().dataset;
  const began = performance.now();
  const meter = meterOf(stream);
  const levels = [];
  const chunks = [];
  const level = bars();
  let heardAt = began;
  let isHeard = false;
  let fate = null; // discard, keep or send
  let ms = 0;

  const time = el('b', { class: 'num semi', role: 'timer', 'aria-label': text('voice-recording') }, clock(0));
  const hint = el('span', { class: 'xs muted recstrip__hint', role: 'status' }, text(isFree ? 'voice-press-again' : 'voice-let-go'));
  const strip = el('div', { class: 'recstrip', role: 'group', 'aria-label': text('voice-recording') },
    el('div', { class: 'row' }, el('span', { class: 'recdot', 'aria-hidden': 'true' }), time, level.svg,
      el('button', { type: 'button', class: 'btn btn--sm btn--ghost', click: () => end('discard') }, icon('x', 'sm'), text('voice-cancel'))), hint);
  form().before(strip);
  form().classList.add('is-recording');
  mic().setAttribute('aria-pressed', 'true');
  level.show(levels);

  const tick = setInterval(() => {
    const now = performance.now();
    const loud = meter.level();
    levels.push(loud);
    if (loud > AUDIBLE) { heardAt = now; isHeard = true; }
    level.show(levels);
    const left = LONGEST_MS - (now - began);
    time.textContent = left < COUNTDOWN_MS ? `−${clock(left + 999)}` : clock(now - began);
    const words = text(now - heardAt > SILENCE_MS ? `voice-silent-${browser()}` : isFree ? 'voice-press-again' : 'voice-let-go');
    if (hint.textContent !== words) hint.textContent = words;
    hint.classList.toggle('is-warning', now - heardAt > SILENCE_MS);
    // What is as long as it may be is listened to before it goes, whoever wanted what.
    if (left <= 0) end('keep');
  }, SAMPLE_MS);

  function end(how) {
    if (fate) return;
    ms = performance.now() - began;
    fate = how === 'send' && ms < SHORTEST_MS ? 'short' : how;
    current = null;
    clearInterval(tick);
    meter.close();
    if (recorder.state !== 'inactive') recorder.stop();
    stream.getTracks().forEach((track) => track.stop());
    strip.remove();
    form()?.classList.remove('is-recording');
    mic()?.setAttribute('aria-pressed', 'false');
    if (fate === 'short') say(text('voice-short'));
    if (fate === 'discard') toast(text('voice-discarded'));
    if (isFree) mic()?.focus();
  }

  async function done() {
    if (fate === 'discard' || fate === 'short' || chunks.length === 0) return;
    // The recorder's own word for what it made, never the one we would like.
    const made = (recorder.mimeType || type).split(';')[0];
    const blob = new Blob(chunks, { type: made });
    const name = `voice.${{ 'audio/webm': 'webm', 'audio/ogg': 'ogg', 'audio/mp4': 'm4a' }[made] ?? 'webm'}`;
    const isUp = addVoice(chat, { blob, name, ms, levels: levelsOf(levels), mode });
    if (!isHeard && chat === currentChat()) say(text('voice-was-silent'));
    if (fate === 'send' && isDirect && isHeard) {
      if (await isUp) sendNow({ chat, mode, files: [takeVoice(chat, mode)] });
      return;
    }
    if (chat === currentChat()) document.querySelector('#attached .attach__voice:last-child .playbtn')?.focus();
  }

  recorder.addEventListener('dataavailable', (event) => { if (event.data.size) chunks.push(event.data); });
  recorder.addEventListener('stop', done);
  recorder.start();
  current = { chat, isFree, finish: () => end('send'), cancel: () => end('discard'), keep: () => end('keep') };
}
