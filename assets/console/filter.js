// Everything, comments only, or messages only: on this screen alone, said above the log, and over when one leaves the chat.
import { el, icon } from './dom.js';
import { text } from './texts.js';

const conv = () => document.getElementById('conv');
const HIDES = { comments: '.msg:not(.msg--comment), .sysline', messages: '.msg--comment' };

export function show(what) {
  if (!conv()?.dataset.chat) return;
  if (HIDES[what]) conv().dataset.shows = what;
  else delete conv().dataset.shows;
  draw();
}

function draw() {
  const what = conv()?.dataset.shows;
  let banner = document.getElementById('shows');
  if (!what) { banner?.remove(); return; }
  const count = document.querySelectorAll(`#log > :is(${HIDES[what]})`).length;
  const words = text(`shows-${what}`, { count });
  if (!banner) {
    // What is drawn anew around it leaves it alone.
    banner = el('div', { class: 'banner banner--info', id: 'shows', role: 'status', 'data-keep': true, 'data-dirty': true },
      icon('list-filter'), el('span', { class: 'grow' }), el('button', { type: 'button', class: 'btn btn--sm', click: all }, text('shows-all')));
    document.getElementById('banners').append(banner);
  }
  const said = banner.querySelector('span');
  if (said.textContent !== words) said.textContent = words;
}

function all() {
  show(null);
  document.querySelector('#shown > summary')?.focus();
}

document.addEventListener('click', (event) => {
  const choice = event.target.closest?.('[data-show]');
  if (!choice) return;
  choice.closest('details').removeAttribute('open');
  show(choice.dataset.show);
  document.querySelector('#shown > summary')?.focus();
});
// What one has just written is not hidden from oneself.
document.addEventListener('sent', (event) => {
  const isComment = event.target.dataset.mode === 'comment';
  if (conv()?.dataset.shows === (isComment ? 'messages' : 'comments')) show(null);
});
new MutationObserver((changes) => {
  if (conv()?.dataset.shows && changes.some(({ target }) => target.id === 'log')) draw();
}).observe(document.getElementById('main'), { childList: true, subtree: true });
