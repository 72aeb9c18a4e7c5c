// The bell, made by the browser itself. It is silent until the first click on the page.
const STRIKE = 0.9;
const PARTIALS = [[1568, 0.6], [2637, 0.25]];
let audio;

function strike(at, loudness, pitch = 1) {
  for (const [frequency, share] of PARTIALS) {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = frequency * pitch;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(Math.max(0.0002, loudness * share), at + 0.006);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + STRIKE);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + STRIKE);
  }
}

// Whether the browser lets the bell be heard.
export const isAwake = () => audio?.state === 'running';

// Tries to wake the bell. A browser that waits for a click leaves the promise open, so nobody waits for it;
// `then` is called when it has woken.
export function wake(then = () => {}) {
  audio ??= new AudioContext();
  if (audio.state === 'running') then();
  else audio.resume().then(() => { if (audio.state === 'running') then(); }, () => {});
}

// Strikes the bell at a volume of 0 to 100, if it is awake.
export function chime(volume, strikes = 2) {
  if (volume <= 0 || !isAwake()) return false;
  // What one hears grows with the square of what one sets.
  for (let n = 0; n < strikes; n += 1) strike(audio.currentTime + n * 0.32, (volume / 100) ** 2);
  return true;
}

// Low, then high: a colleague asks for help.
export function call(volume) {
  if (volume <= 0 || !isAwake()) return false;
  for (const [n, pitch] of [0.5, 0.75].entries()) strike(audio.currentTime + n * 0.22, (volume / 100) ** 2, pitch);
  return true;
}

// Wakes and strikes it at somebody's click; answers whether it could.
export async function ring(volume, strikes = 2) {
  if (volume <= 0) return false;
  await new Promise((resolve) => { wake(resolve); setTimeout(resolve, 500); });
  return chime(volume, strikes);
}
