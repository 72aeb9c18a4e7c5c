// What one has seen: only what the eyes of those can rest on counts who have the chat or follow it, with the window in
// front and the end of the log in sight. The customer is told of the owner's alone.
import { ask } from './fragment.js';
import { currentChat, refresh } from './list.js';
import { completeTo, isAtEnd } from './log.js';

const AFTER_MS = 400;
let upTo = 0;
let timer = null;

// Another chat is in the page.
export function begin() {
  upTo = 0;
  look();
}

export function look() {
  clearTimeout(timer);
  timer = setTimeout(tell, AFTER_MS);
}

function tell() {
  const chat = currentChat();
  const last = completeTo();
  if (!chat || last <= upTo || !document.hasFocus() || document.hidden || !isAtEnd()) return;
  if (document.getElementById('conv').dataset.stance !== 'mine' && !document.querySelector(`#watched [data-open="${chat}"]`)) return;
  upTo = last;
  ask(`/api/v1/agent/conversations/${chat}/read`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message_id: last }),
  }).then(() => refresh(), () => { upTo = 0; });
}

addEventListener('focus', look);
document.addEventListener('visibilitychange', look);
document.addEventListener('scroll', look, { capture: true, passive: true });
