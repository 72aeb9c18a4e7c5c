// Closing the open chat: the question how it ended, asked on top of it.
import { el } from './dom.js';
import { ask, isHtml, parse, sentence } from './fragment.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const dialog = () => document.getElementById('close-dialog');

let isOpening = false;

// Asked anew each time: whether there is a survey depends on what was said meanwhile.
export async function openClose() {
  const opener = document.querySelector('[data-open-close]');
  if (!opener || dialog()?.open || isOpening) return;
  isOpening = true;
  try {
    const answer = await ask(opener.getAttribute('href'));
    if (!answer.ok || !isHtml(answer)) { toast(await sentence(answer)); return; }
    dialog()?.remove();
    document.body.append(parse(await answer.text()));
    dialog().addEventListener('close', () => { document.querySelector('[data-open-close]')?.focus(); });
    dialog().showModal();
  } catch {
    toast(text('no-answer'));
  } finally {
    isOpening = false;
  }
}

// What the server has drawn open is no real dialog yet: the page behind it could be clicked.
export function begin() {
  for (const one of document.querySelectorAll('dialog[open]')) {
    one.close();
    one.showModal();
  }
}

export function wire({ go, unclose }) {
  let began = null;
  document.addEventListener('pointerdown', ({ target }) => { began = target; });
  document.addEventListener('click', (event) => {
    const opener = event.target.closest?.('[data-open-close]');
    if (opener) { event.preventDefault(); openClose(); }
    const closer = event.target.closest?.('dialog [data-close]');
    if (closer) { event.preventDefault(); closer.closest('dialog').close(); }
    // A click beside a dialog closes it; a selection of text that is drawn beyond its edge does not.
    if (event.target === began && event.target.matches?.('dialog.dialog')) event.target.close();
  });
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!form.matches('[data-close-form]')) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = 'true';
    try {
      const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok || !isHtml(answer)) {
        const wrong = document.getElementById('close-wrong');
        wrong.hidden = false;
        wrong.querySelector('span').textContent = await sentence(answer);
        return;
      }
      const html = await answer.text();
      const path = new URL(answer.url).pathname;
      dialog().remove();
      go(path, html);
      toast(text('closed-undo'), el('button', { type: 'button', click: () => unclose(path) }, text('closed-back')));
    } catch {
      const wrong = document.getElementById('close-wrong');
      wrong.hidden = false;
      wrong.querySelector('span').textContent = text('no-answer');
    } finally {
      delete form.dataset.busy;
    }
  });
  // Enter closes the chat from any of its choices.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || !event.target.matches?.('#close-dialog input')) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
}
