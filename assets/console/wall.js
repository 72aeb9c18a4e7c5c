// The wallboard: looks again whenever the house says that something has moved, and counts the waits meanwhile.
import { ask, isHtml, morph } from './fragment.js';
import { region } from './region.js';
import './times.js';

const AT_MOST_MS = 1_000;
const STALE_AFTER_MS = 3_000;
const SILENCE_MS = 40_000; // the house says something each fifteen seconds
const AGAIN_MS = 5_000;
const LEVELS_S = [60, 180];
const THEMES = ['system', 'light', 'dark'];

const home = document.querySelector('[data-wall-path]');
const path = home.dataset.wallPath;
const stale = document.getElementById('stale');
const clock = new Intl.DateTimeFormat(region, { timeStyle: 'short' });
let looked = Date.now(); // when the board was read last
let began = 0; // and when that was asked for
let heard = Date.now();
let staleTimer = null;
let next = null;
let source = null;

const board = () => document.getElementById('board');
// This machine's clock may be wrong; the house's is what the waits are reckoned by.
let ahead = Date.now() - Number(board().dataset.now);

// ── Time ───────────────────────────────────────────────────────────────────

function told(seconds) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function tick() {
  for (const wait of document.querySelectorAll('[data-since]')) {
    const seconds = Math.max(0, Math.floor((Date.now() - ahead - Number(wait.dataset.since)) / 1000));
    wait.dataset.level = LEVELS_S.filter((level) => seconds >= level).length;
    wait.querySelector('.ticking__t').textContent = told(seconds);
  }
  if (Date.now() - heard > SILENCE_MS) follow();
}

// ── The board ──────────────────────────────────────────────────────────────

async function look() {
  clearTimeout(next);
  next = null;
  began = Date.now();
  try {
    const answer = await ask(path);
    // Signed out, or the link was taken back: the house says which.
    if ([401, 403, 404].includes(answer.status)) return location.reload();
    if (!answer.ok || !isHtml(answer)) throw new Error(answer.status);
    morph(board(), await answer.text());
    looked = Date.now();
    ahead = looked - Number(board().dataset.now);
    tick();
    if (source?.readyState === EventSource.OPEN) fresh();
  } catch {
    doubt();
    soon(AGAIN_MS);
  }
}

// However much happens, the board is read once a second; what happens while it is read is read after it.
function soon(wait = Math.max(0, began + AT_MOST_MS - Date.now())) {
  next ??= setTimeout(look, wait);
}

// A short break is nobody's business; a longer one is said, with the hour that the figures are from.
function doubt() {
  staleTimer ??= setTimeout(() => {
    stale.querySelector('[data-as-of]').textContent = clock.format(looked);
    stale.hidden = false;
    document.body.dataset.stale = '';
  }, STALE_AFTER_MS);
}

function fresh() {
  clearTimeout(staleTimer);
  staleTimer = null;
  stale.hidden = true;
  delete document.body.dataset.stale;
}

function follow() {
  source?.close();
  heard = Date.now();
  source = new EventSource(`${path}/events`);
  source.addEventListener('open', () => { heard = Date.now(); soon(); });
  source.addEventListener('moved', () => { heard = Date.now(); soon(); });
  source.addEventListener('error', () => {
    doubt();
    // One that was refused does not come back by itself.
    if (source.readyState === EventSource.CLOSED) { heard = Date.now() - SILENCE_MS + AGAIN_MS; soon(); }
  });
}

// ── Buttons ────────────────────────────────────────────────────────────────

const root = document.documentElement;
const store = (() => { try { return localStorage; } catch { return null; } })();

function wear(theme) {
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
}

// The theme is the screen's own: two boards of one person may hang in different light.
document.querySelector('[data-wall="theme"]').addEventListener('click', () => {
  const theme = THEMES[(THEMES.indexOf(root.dataset.theme ?? 'system') + 1) % THEMES.length];
  wear(theme);
  store?.setItem('wall-theme', theme);
});
const chosen = store?.getItem('wall-theme');
if (THEMES.includes(chosen)) wear(chosen);

const full = document.querySelector('[data-wall="full"]');
full.hidden = !document.fullscreenEnabled;
full.addEventListener('click', () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen().catch(() => {});
});

setInterval(tick, 1_000);
addEventListener('online', follow);
addEventListener('offline', doubt);
follow();
