// What the server put into the page, what the frame knows, and who wants to hear when it changes.
export const boot = JSON.parse(document.getElementById('boot').content);

export const state = {
  open: false,          // the panel is open in this tab
  online: boot.online,  // somebody is at the counter
  linked: true,         // the server can be reached
  conversation: null,   // the visitor's conversation record
  earlier: false,       // older messages wait on the server
  user: {},             // what the host page told us: id, hash, name, email
  pages: [],            // pages of this browser session
};

const listeners = new Map();

export function on(event, listener) {
  listeners.set(event, [...(listeners.get(event) ?? []), listener]);
}

export function emit(event, data) {
  for (const listener of listeners.get(event) ?? []) listener(data);
}

export const isChatting = () => ['fresh', 'waiting', 'active'].includes(state.conversation?.status);

export const isSeen = () => state.open && document.visibilityState === 'visible';

// Plain http is not a secure context, and there randomUUID is missing.
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
