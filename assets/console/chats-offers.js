// What is held out to the agent, and what they are asked into, is answered on the Chats page, too. What they accept
// opens in the console, where they can write; what they decline leaves them where they are.
import { ask, sentence } from './fragment.js';
import { refresh } from './list.js';
import { text } from './texts.js';
import { toast } from './toast.js';
import './offers.js';

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('#offers form')) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = 'true';
  try {
    const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form, event.submitter)) });
    if (!answer.ok) toast(await sentence(answer));
    else if (!form.matches('[data-list-form]')) location.assign(new URL(answer.url).pathname);
    refresh();
  } catch {
    toast(text('no-answer'));
  } finally {
    delete form.dataset.busy;
  }
});
