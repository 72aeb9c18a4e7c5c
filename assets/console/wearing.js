// As whom one writes in this chat: chosen beside the editor, kept by the house.
import { toast } from './toast.js';
import { text } from './texts.js';

document.addEventListener('change', async ({ target }) => {
  if (!target.matches('#wearing select')) return;
  const before = target.dataset.worn;
  try {
    const answer = await fetch(target.form.action, { method: 'POST', headers: { 'x-fragment': '1' }, body: new URLSearchParams(new FormData(target.form)) });
    if (!answer.ok) throw new Error((await answer.json()).error.message);
    target.dataset.worn = target.value;
  } catch (error) {
    target.value = before;
    toast(error instanceof TypeError ? text('no-answer') : error.message);
  }
});
