// Drawn flags, since not every system has them as letters. A flag never stands without its language's name.
const FLAGS = { en: 'gb', de: 'de', es: 'es', fr: 'fr', ru: 'ru', zh: 'cn' };
const SVG = 'http://www.w3.org/2000/svg';
const sprite = document.querySelector('svg use')?.getAttribute('href')?.split('#')[0] ?? '';

// The flag of a language's code; null where there is none.
export function flag(code) {
  const name = FLAGS[code.split('-')[0]];
  if (!name) return null;
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'flag');
  svg.setAttribute('viewBox', '0 0 18 13');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${sprite}#f-${name}`);
  svg.append(use);
  return svg;
}
