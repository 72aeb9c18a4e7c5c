// Whether somebody is at the counter. A visitor with a chat hears it from the stream; a stranger has none, so while the panel
// is looked at, the frame asks now and then.
import { boot, emit, isSeen, on, state } from './boot.js';
import { hasSession } from './session.js';

const EVERY_MS = 10_000;
let knownAt = Date.now();

async function look() {
  if (hasSession() || !isSeen() || Date.now() - knownAt < EVERY_MS) return;
  knownAt = Date.now();
  try {
    const response = await fetch(`/api/v1/widget/${boot.site}`, { cache: 'no-store', credentials: 'omit' });
    const { online, opens } = await response.json();
    if (typeof online === 'boolean' && (online !== state.online || opens !== state.opens)) emit('presence', { online, opens });
  } catch { /* The next look may find the way. */ }
}

export function mindTheCounter() {
  on('open', look);
  document.addEventListener('visibilitychange', look);
  setInterval(look, EVERY_MS);
}
