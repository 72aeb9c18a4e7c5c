// Elements are built, never parsed: what a person wrote only ever becomes a text node.
const SVG = 'http://www.w3.org/2000/svg';

// A function among the attributes is a listener, `true` an empty attribute, null or false none at all.
export function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value == null || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

// Lucide's outlines (ISC), each a single path on a 24 grid; the bell is ours on 32.
const ICONS = {
  alert: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 8v4M12 16h.01',
  bell: 'M16 3.8a2.5 2.5 0 0 1 1.35 4.6v1.25a10.7 10.7 0 0 1 9.5 9.45.8.8 0 0 1-.8.9H5.95a.8.8 0 0 1-.8-.9 10.7 10.7 0 0 1 9.5-9.45V8.4A2.5 2.5 0 0 1 16 3.8ZM4.9 22h22.2a2.15 2.15 0 0 1 0 4.3H13.7l-4.3 3.4a.75.75 0 0 1-1.22-.59V26.3H4.9a2.15 2.15 0 0 1 0-4.3Z',
  check: 'M20 6 9 17l-5-5',
  checks: 'M18 6 7 17l-5-5M22 10l-7.5 7.5L13 16',
  chevron: 'm9 18 6-6-6-6',
  clip: 'm16 6-8.414 8.586a2 2 0 0 0 2.829 2.829l8.414-8.586a4 4 0 1 0-5.657-5.657l-8.379 8.551a6 6 0 1 0 8.485 8.485l8.379-8.551',
  clock: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 6v6l4 2',
  closed: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M16 9l-5.5 5.5L8 12',
  down: 'M12 5v14M19 12l-7 7-7-7',
  help: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3M12 17h.01',
  image: 'M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2M7 9a2 2 0 1 0 4 0a2 2 0 1 0-4 0M21 15l-3.086-3.086a2 2 0 0 0-2.828 0L6 21',
  loader: 'M21 12a9 9 0 1 1-6.219-8.56',
  mic: 'M12 19v3M19 10v2a7 7 0 0 1-14 0v-2M12 2a3 3 0 0 1 3 3v7a3 3 0 0 1-6 0V5a3 3 0 0 1 3-3',
  moon: 'M18 5h4M20 3v4M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401',
  more: 'M11 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M18 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0M4 12a1 1 0 1 0 2 0a1 1 0 1 0-2 0',
  pause: 'M8 5v14M16 5v14',
  play: 'M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z',
  smile: 'M15 10V9M16.472 15a6 6 0 0 1-8.943 0M9 10V9M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0',
  trash: 'M3 6h18M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2M10 11v6M14 11v6',
  up: 'm5 12 7-7 7 7M12 19V5',
  x: 'M18 6 6 18M6 6l12 12',
};

export function icon(name, kind = '') {
  const box = name === 'bell' ? 32 : 24;
  return svg('svg', { class: `icon ${kind}`, viewBox: `0 0 ${box} ${box}`, 'aria-hidden': 'true' }, svg('path', { d: ICONS[name] }));
}

export function iconButton(name, label, click, attributes) {
  return el('button', { type: 'button', class: 'iconbtn', 'aria-label': label, title: label, click, ...attributes }, icon(name));
}

export function avatar(person, kind = '') {
  return el('span', { class: `avatar av${person?.tint || 8} ${kind}`, 'aria-hidden': 'true' },
    person?.picture ? el('img', { src: person.picture, alt: '' }) : person?.initials || icon('bell', 'icon--fill'));
}

export const unseen = (text) => el('span', { class: 'sr-only' }, text);
