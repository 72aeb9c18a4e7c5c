// Search and filters: what is chosen becomes the address, and the address is what the list shows.
const TYPING_MS = 150;

export const form = () => document.getElementById('chat-filters');
export const search = () => document.getElementById('chat-search');

// Empty fields ask for nothing and stay out of the address. Days are the reader's own.
function address() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form())) {
    if (value.trim() && name !== 'zone' && name !== 'chat') query.append(name, value.trim());
  }
  if (['days', 'from', 'to'].some((name) => query.has(name))) {
    const zone = -new Date().getTimezoneOffset();
    if (zone) query.set('zone', zone);
  }
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
