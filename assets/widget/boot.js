// What the server put into the page, what the frame knows, and who wants to hear when it changes.
export const boot = JSON.parse(document.getElementById('boot').content);

export const state = {
  open: false,          // the panel is open in this tab
  online: boot.online,  // the shop is open and somebody is at the counter
  opens: boot.opens,    // when it opens next, while it is closed by its hours
  linked: true,         // the server can be reached
  dark: document.body.hasAttribute('data-dark'), // a relay answers and keeps what is written: the shop itself is not connected
  conversation: null,   // the visitor's conversation record
  heard: 0,             // how often the stream has told us something of the two above
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

// A relay marks what it answers in the shop's place.
export const noteDark = (response) => setDark(response.headers.has('shopbell-dark'));

export function setDark(dark) {
  if (state.dark === dark) return;
  state.dark = dark;
  emit('dark');
}

export const isChatting = () => ['fresh', 'waiting', 'active'].includes(state.conversation?.status);

export const isSeen = () => state.open && document.visibilityState === 'visible';

// The time comes first, so that the keys of one moment lie side by side in the shop's file.
export function newKey() {
  return Date.now().toString(36) + [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
