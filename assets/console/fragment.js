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

const ANSWER_MS = 20_000;
const agent = document.querySelector('[data-agent]')?.dataset.agent;

// Asks the server for part of a page, in the name of the agent for whom this one was drawn: whoever has signed in here
// since is somebody else. The answer may be a refusal in JSON; see `sentence`. One that does not come is given up, since
// a line that broke without a word would keep its question waiting for many minutes.
export function ask(url, options = {}) {
  const headers = { 'x-fragment': '1', ...(agent && { 'x-agent': agent }), ...options.headers };
  return fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), ...options, headers, credentials: 'same-origin' });
}

// The same patience for a question that somebody may also take back.
export const patiently = (signal) => AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);

export const isHtml = (answer) => answer.headers.get('content-type')?.startsWith('text/html') ?? false;

// Why the server did not do it, in words; null when the answer says nothing of that kind.
export function sentenceIn(answered) {
  try { return JSON.parse(answered).error.message; } catch { return null; }
}
export const sentence = async (answer) => sentenceIn(await answer.text()) ?? answer.statusText;
