// Small parts of pages, made of nodes: what a person typed is never markup.
const sprite = document.querySelector('svg use')?.getAttribute('href')?.split('#')[0] ?? '';
const SVG = 'http://www.w3.org/2000/svg';

export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(key, value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name, size = '') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `icon${size ? ` icon--${size}` : ''}`);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${sprite}#i-${name}`);
  svg.append(use);
  return svg;
}

// A key that nobody else will choose.
// The time comes first, so that the keys of one moment lie side by side in the shop's file.
export const newKey = () => Date.now().toString(36) + [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
