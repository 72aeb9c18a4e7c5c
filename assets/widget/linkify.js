// Text to nodes: line breaks are left to CSS, addresses become links, everything else stays text.
import { el } from './dom.js';

const ADDRESS = /\b(?:https?:\/\/[^\s<>"]+|mailto:[^\s<>"]+|tel:\+?[\d\-().]+|www\.[^\s<>"]+\.[^\s<>"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/giu;
const TRAILING = /[.,;:!?'"»”’)\]}]+$/;

export function linkify(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = unclutter(match[0]);
    const href = hrefOf(shown);
    if (!href) continue;
    nodes.push(text.slice(end, match.index), el('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, shown));
    end = match.index + shown.length;
  }
  return [...nodes, text.slice(end)].filter((node) => node !== '');
}

// The full stop after an address ends the sentence; a bracket inside one belongs to it.
function unclutter(address) {
  const tail = TRAILING.exec(address)?.[0] ?? '';
  if (!tail) return address;
  if (tail.startsWith(')') && address.includes('(')) return address.slice(0, address.length - tail.length + 1);
  return address.slice(0, -tail.length);
}

function hrefOf(address) {
  const full = /^www\./i.test(address) ? `https://${address}` : /^[a-z]+:/i.test(address) ? address : `mailto:${address}`;
  try {
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(full).protocol) ? full : null;
  } catch {
    return null;
  }
}
