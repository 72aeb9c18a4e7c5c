// Blocking the customer of the open chat: the question with its reason and message, asked on top of it.
import { ask, isHtml, parse, sentence } from './fragment.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const dialog = () => document.getElementById('block-dialog');
let isOpening = false;

async function open(href) {
  if (dialog()?.open || isOpening) return;
  isOpening = true;
  try {
    const answer = await ask(href);
    if (!answer.ok || !isHtml(answer)) { toast(await sentence(answer)); return; }
    dialog()?.remove();
    document.body.append(parse(await answer.text()));
    // Where there is little room the button stands in a menu, which has closed.
    const openers = () => [...document.querySelectorAll('[data-open-block], #deeds > summary')];
    dialog().addEventListener('close', () => { openers().find((one) => one.checkVisibility())?.focus(); });
    dialog().showModal();
  } catch {
    toast(text('no-answer'));
  } finally {
    isOpening = false;
  }
}

function complain(words) {
  const wrong = document.getElementById('block-wrong');
  wrong.hidden = false;
  wrong.querySelector('span').textContent = words;
}

document.addEventListener('click', (event) => {
  const opener = event.target.closest?.('[data-open-block]');
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(opener.href);
});

// What is typed stays until the server has taken it; the stream tells every screen that the chat has ended.
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('[data-block-form]')) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = 'true';
  try {
    const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok || !isHtml(answer)) { complain(await sentence(answer)); return; }
    dialog().close();
    toast(text('blocked'));
    document.dispatchEvent(new CustomEvent('customer-changed'));
  } catch {
    complain(text('no-answer'));
  } finally {
    delete form.dataset.busy;
  }
});

// Lifting a block beside a chat or on a record leaves one where one is.
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('#side [data-unblock-form]')) return;
  event.preventDefault();
  try {
    const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams() });
    if (!answer.ok || !isHtml(answer)) toast(await sentence(answer));
    document.dispatchEvent(new CustomEvent('customer-changed'));
  } catch {
    toast(text('no-answer'));
  }
});
