// The one door through which HTML of the server enters the page. Everything else is text nodes.
import { Idiomorph } from '../vendor/idiomorph.esm.js';

const policy = globalThis.trustedTypes?.createPolicy('shopbell', { createHTML: (html) => html });

// HTML of our own server as nodes that are not yet part of the page.
export function parse(html) {
  const template = document.createElement('template');
  template.innerHTML = policy ? policy.createHTML(html) : html;
  return template.content;
}

// What somebody works in stays as it is: [data-keep] that has the focus or holds unsaved words.
const isBusy = (node) => node.nodeType === Node.ELEMENT_NODE && node.hasAttribute('data-keep')
  && ('dirty' in node.dataset || node.contains(document.activeElement));

// Turns an element into what the server sent, changing only what differs, so that focus, caret and scrolling
// stay. `inside` is an element whose content shall be replaced even though somebody is in it.
export function morph(target, html, inside = null) {
  const next = (typeof html === 'string' ? parse(html) : html).firstElementChild;
  if (!next) return target;
  Idiomorph.morph(target, next, {
    callbacks: {
      beforeNodeMorphed: (old) => old === inside || old.contains?.(inside) || !isBusy(old),
      beforeNodeRemoved: (old) => old === inside || !isBusy(old),
      // What a person opened stays open.
      beforeAttributeUpdated: (name, node, change) => !(name === 'open' && node.nodeName === 'DETAILS' && change === 'remove'),
    },
  });
  return target.isConnected ? target : document.getElementById(next.id);
}

// Asks the server for part of a page. The answer may be a refusal in JSON; see `sentence`.
export function ask(url, options = {}) {
  return fetch(url, { ...options, headers: { 'x-fragment': '1', ...options.headers }, credentials: 'same-origin' });
}

export const isHtml = (answer) => answer.headers.get('content-type')?.startsWith('text/html') ?? false;

// Why the server did not do it, in words.
export async function sentence(answer) {
  try { return (await answer.json()).error.message; } catch { return answer.statusText; }
}
