// The owner's colour, made readable: as it is on the light theme, lightened until it stands out on the dark one.
import { boot } from './boot.js';

const LIGHT_SURFACE = [250, 248, 244];
const DARK_SURFACE = [31, 43, 47]; // The bubble: the lightest ground that the dark theme has.
const DARK_INK = '#041a1d';
const READABLE = 4.6;

const parse = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const mix = (colour, other, share) => colour.map((part, index) => Math.round(part + (other[index] - part) * share));
const css = (colour) => `rgb(${colour.join(' ')})`;

function luminance(colour) {
  const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function until(colour, ground, change) {
  let result = colour;
  for (let share = 0.05; contrast(result, ground) < READABLE && share <= 1; share += 0.05) result = change(colour, share);
  return result;
}

const darker = (colour, share) => mix(colour, [0, 0, 0], share);
// Brighter first, paler later: white alone would turn every colour grey.
const brighter = (colour, share) => mix(colour.map((part) => Math.min(255, part * (1 + share))), [255, 255, 255], share ** 2);

export function paint() {
  const own = parse(boot.colour);
  const bright = until(own, DARK_SURFACE, brighter);
  const values = {
    '--wa': `light-dark(${css(own)}, ${css(bright)})`,
    '--wa-on': `light-dark(${boot.on_colour}, ${DARK_INK})`,
    '--wa-ink': `light-dark(${css(until(own, LIGHT_SURFACE, darker))}, ${css(bright)})`,
  };
  for (const name in values) document.documentElement.style.setProperty(name, values[name]);
}
