// A mail in the log: all that it says, and how it was written, each at a click and in its place.
import { el } from './dom.js';
import { ask, isHtml, parse } from './fragment.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const placeOf = (button) => document.getElementById(button.getAttribute('aria-controls'));
// What is new in it stands above, unless the mail has no words of its own.
const shortOf = (button) => button.closest('.msg__body')?.querySelector('.bubble:not(.mailplace .bubble)');

function turn(button, isOpen) {
  button.setAttribute('aria-expanded', isOpen);
  button.textContent = isOpen ? button.dataset.less : button.dataset.more;
  placeOf(button).hidden = !isOpen;
}

async function whole(button, isOpen) {
  const place = placeOf(button);
  if (isOpen && !place.firstElementChild) {
    const answer = await ask(button.dataset.href).catch(() => null);
    if (!answer?.ok || !isHtml(answer)) { toast(text('no-answer')); return; }
    place.replaceChildren(parse(await answer.text()));
  }
  const short = shortOf(button);
  if (short) short.hidden = isOpen;
  turn(button, isOpen);
}

// Nothing runs in the frame: its height is read from outside, once it is there with its pictures.
const fit = (frame) => {
  const page = frame.contentDocument?.documentElement;
  frame.height = 0; // a page is never less high than its frame, which has an edge
  if (page) frame.height = Math.min(Math.max(page.scrollHeight + 4, 48), 4000);
};

function show(place, address) {
  place.querySelector('iframe')?.remove();
  const frame = el('iframe', {
    class: 'mailframe', title: place.dataset.title, referrerpolicy: 'no-referrer', height: 160,
    sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    load: () => fit(frame),
  });
  frame.src = address;
  place.append(frame);
}

function written(button, isOpen) {
  const place = placeOf(button);
  if (isOpen && !place.querySelector('iframe')) show(place, button.dataset.href);
  turn(button, isOpen);
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('button[data-mail], button[data-mail-pictures]');
  if (!button) return;
  if ('mailPictures' in button.dataset) {
    const place = button.closest('.mailplace');
    const opener = document.querySelector(`button[aria-controls="${place.id}"]`);
    show(place, `${opener.dataset.href}?pictures=1`);
    button.closest('[data-pictures-note]').remove();
    opener.focus();
    return;
  }
  const isOpen = button.getAttribute('aria-expanded') !== 'true';
  if (button.dataset.mail === 'whole') whole(button, isOpen);
  else written(button, isOpen);
});
