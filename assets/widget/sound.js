// One soft strike for an answer that arrives unseen, made on the spot. The visitor may switch it off.
import { keep, recall } from './host.js';

let audio = null;

export const isOn = () => recall('sound') !== 'off';
export const setOn = (value) => keep('sound', value ? 'on' : 'off');

// Browsers stay silent until the visitor has touched the page once.
addEventListener('pointerdown', () => { audio ??= window.AudioContext && new AudioContext(); }, { once: true });

export function strike() {
  if (!isOn() || audio?.state !== 'running') return;
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
