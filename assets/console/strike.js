// Striking a comment through, here and wherever it is on a screen.
import { ask, isHtml, parse, sentence } from './fragment.js';
import { currentChat } from './list.js';
import { listen } from './stream.js';
import { text } from './texts.js';
import { toast } from './toast.js';

// The entry as the server draws it now, in place of what stands here.
function put(html) {
  const next = parse(html).querySelector('[data-id]');
  const old = next && document.getElementById(next.id);
  if (!old) return;
  // Whether it goes on from the one above is known where it stands.
  if (old.classList.contains('msg--cont')) {
    next.classList.add('msg--cont');
    next.querySelector(':scope > .msg__who')?.remove();
    next.querySelector(':scope > .avatar')?.replaceWith(document.createElement('span'));
  }
  old.replaceWith(next);
}

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('[data-strike]')) return;
  event.preventDefault();
  try {
    const answer = await ask(form.action, { method: 'POST', body: new URLSearchParams() });
    if (answer.ok && isHtml(answer)) put(await answer.text());
    else toast(await sentence(answer));
  } catch { toast(text('no-answer')); }
});

listen(async (kind, data) => {
  if (kind !== 'struck' || data.conversation_id !== currentChat() || !document.getElementById(`m-${data.id}`)) return;
  try {
    const answer = await ask(`/console/${data.conversation_id}/entries?only=${data.id}`);
    if (answer.ok) put(await answer.text());
  } catch { /* It is struck through when the chat is opened again. */ }
});
