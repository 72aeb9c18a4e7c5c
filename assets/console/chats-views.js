// Views of the Chats page: kept, renamed and dropped without leaving the list.
import { ask, sentence } from './fragment.js';
import { text } from './texts.js';

// `go(address)` shows a list.
export function wire(go) {
  document.addEventListener('toggle', (event) => {
    if (event.target.matches?.('.viewbox[open]')) event.target.querySelector('input:not([type="hidden"])')?.focus();
  }, true);
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!form.matches('[data-view-form]')) return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = 'true';
    const box = form.closest('.viewbox');
    const wrong = box.querySelector('[data-wrong]');
    try {
      const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok) throw new Error(await sentence(answer));
      const { pathname, search } = new URL(answer.url);
      // Whoever was in the form is done with it; then it may be drawn anew.
      box.open = false;
      document.activeElement?.blur();
      go(pathname + search);
    } catch (error) {
      wrong.querySelector('span').textContent = error instanceof TypeError ? text('no-answer') : error.message;
      wrong.hidden = false;
    } finally {
      delete form.dataset.busy;
    }
  });
}
