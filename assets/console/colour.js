// Whether a colour can be read; the same sums as src/base/colour.rs.
const READABLE = 4.5;
const VISIBLE = 3;
const WHITE = [255, 255, 255];
const DARK_INK = [4, 26, 29];

export function parse(typed) {
  const digits = typed.trim().replace(/^#/, '');
  return /^[0-9a-f]{6}$/i.test(digits) ? [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16)) : null;
}

export const written = (colour) => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

function luminance(colour) {
  const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

export const ink = (colour) => (contrast(colour, WHITE) >= READABLE ? WHITE : DARK_INK);

// { good, text, page }: whether it may be used, and its contrast with the text on it and with a white page.
export function judge(colour) {
  const text = contrast(colour, ink(colour));
  const page = contrast(colour, WHITE);
  return { good: text >= READABLE && page >= VISIBLE, isReadable: text >= READABLE, text, page };
}

export function darkened(colour) {
  for (let step = 0; step <= 50; step += 1) {
    const shade = colour.map((part) => Math.floor(part * (50 - step) / 50));
    if (judge(shade).good) return shade;
  }
  return DARK_INK;
}
