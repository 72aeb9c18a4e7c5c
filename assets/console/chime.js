// The bell: two strikes, made by the browser itself. It is silent until the first click on the page.
const STRIKE = 0.9;
const PARTIALS = [[1568, 0.6], [2637, 0.25]];
let audio;

function strike(at, loudness) {
  for (const [frequency, share] of PARTIALS) {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    tone.frequency.value = frequency;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(Math.max(0.0002, loudness * share), at + 0.006);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + STRIKE);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + STRIKE);
  }
}

// Rings at a volume of 0 to 100; answers whether it could.
export async function ring(volume, strikes = 2) {
  if (volume <= 0) return false;
  audio ??= new AudioContext();
  await audio.resume();
  // What one hears grows with the square of what one sets.
  for (let n = 0; n < strikes; n += 1) strike(audio.currentTime + n * 0.32, (volume / 100) ** 2);
  return audio.state === 'running';
}
