// Search and filters: what is chosen becomes the address, and the address is what the list shows.
const TYPING_MS = 150;

export const form = () => document.getElementById('chat-filters');
export const search = () => document.getElementById('chat-search');

// Days are the reader's own, and begin where their clock says so today; those of a figure are the house's.
function withOwnDays(query) {
  const zone = -new Date().getTimezoneOffset();
  const isDated = ['days', 'from', 'to'].some((name) => query.has(name)) && !query.has('figure');
  if (!isDated) return;
  if (zone) query.set('zone', zone);
  else query.delete('zone');
}

// A view was kept by another clock: a colleague's, or one's own before it was set forward.
export function ofView(address) {
  const wished = new URL(address, location.href);
  withOwnDays(wished.searchParams);
  return wished.href;
}

// Empty fields ask for nothing and stay out of the address.
function address() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form())) {
    if (value.trim() && name !== 'zone' && name !== 'chat') query.append(name, value.trim());
  }
  withOwnDays(query);
  const chat = new URL(location.href).searchParams.get('chat');
  if (chat) query.set('chat', chat);
  return `/chats${query.size ? '?' : ''}${query}`;
}

// `go(address, { replace })` shows a list.
export function wire(go) {
  let timer = null;
  const change = (options) => {
    clearTimeout(timer);
    const wished = address();
    if (wished !== location.pathname + location.search) go(wished, options);
  };
  document.addEventListener('submit', (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    change();
  });
  document.addEventListener('change', (event) => {
    if (form().contains(event.target) && event.target !== search()) change();
  });
  const typed = (event) => {
    if (event.target !== search() || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(() => change({ replace: true }), TYPING_MS);
  };
  document.addEventListener('input', typed);
  document.addEventListener('compositionend', typed);
  // What lies open over the list goes when one looks elsewhere.
  document.addEventListener('pointerdown', (event) => {
    for (const more of document.querySelectorAll('#chat-list .morefilters[open]')) {
      if (!more.contains(event.target)) more.open = false;
    }
  });
}
