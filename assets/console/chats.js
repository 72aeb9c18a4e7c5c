// The Chats page. Its address says what is shown; all of it works as plain links and forms, here without leaving.
import './chats-offers.js';
import './dialogs.js';
import './mail.js';
import './rail.js';
import './times.js';
import './title.js';
import './voice-player.js';
import * as bell from './bell.js';
import * as filters from './chats-filters.js';
import * as keys from './chats-keys.js';
import * as list from './chats-list.js';
import './chats-many.js';
import * as pane from './chats-pane.js';
import './chats-translate.js';
import * as views from './chats-views.js';
import { listen } from './stream.js';

const main = document.getElementById('main');
main.classList.add('is-live');
const here = () => new URL(location.href);

function mark(id) {
  for (const row of list.rows()) {
    const isOpen = row.dataset.chat === id;
    row.setAttribute('aria-selected', isOpen);
    const link = row.querySelector('a[data-open]');
    if (isOpen) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

// Another list beside the chat that is open.
function go(address, { replace = false } = {}) {
  const wished = new URL(address, location.href);
  const chat = here().searchParams.get('chat');
  if (chat) wished.searchParams.set('chat', chat);
  else wished.searchParams.delete('chat');
  history[replace ? 'replaceState' : 'pushState'](null, '', wished);
  list.show(wished.pathname + wished.search);
}

// What was to be opened did not come: the address and the list say again what is shown.
function stay() {
  const shown = pane.pane()?.dataset;
  const address = here();
  for (const [name, value] of [['chat', shown?.chat], ['since', shown?.since]]) {
    if (value === undefined) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  history.replaceState(null, '', address);
  mark(shown?.chat);
}

async function open(link) {
  const wished = new URL(link.href);
  const address = here();
  const chat = wished.searchParams.get('chat');
  const since = wished.searchParams.get('since');
  address.searchParams.set('chat', chat);
  if (since) address.searchParams.set('since', since);
  else address.searchParams.delete('since');
  address.hash = '';
  history.pushState(null, '', address);
  mark(chat);
  if (!await pane.open(chat)) stay();
  list.soon();
}

function close() {
  const chat = pane.pane()?.dataset.chat;
  const address = here();
  address.searchParams.delete('chat');
  address.searchParams.delete('since');
  address.hash = '';
  history.pushState(null, '', address);
  pane.close();
  mark(null);
  list.rowOf(chat)?.querySelector('a[data-open]')?.focus();
  list.soon();
}

filters.wire(go);
views.wire(go);
keys.wire({ close });

const isPlain = (event) => !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
document.addEventListener('click', (event) => {
  if (!isPlain(event) || event.defaultPrevented || event.target.closest?.('.pick')) return;
  const link = event.target.closest?.('#main a[data-go], #main a[data-open], #main a[data-close]');
  // All of a row opens its chat, unless its words are being marked.
  const row = event.target.closest?.('tr[data-chat]');
  if (link?.matches('[data-go]')) go(link.closest('#chat-views') ? filters.ofView(link.href) : link.href);
  else if (link?.matches('[data-close]')) close();
  else if (link) open(link);
  else if (row && getSelection().isCollapsed) open(row.querySelector('a[data-open]'));
  else return;
  event.preventDefault();
});

addEventListener('popstate', () => {
  const chat = here().searchParams.get('chat');
  list.show(location.pathname + location.search);
  if (!chat) pane.close();
  else if (chat !== pane.pane()?.dataset.chat || here().searchParams.get('since') !== (pane.pane().dataset.since ?? null)) pane.open(chat, { focus: false });
});

const OF_THE_LIST = new Set(['message', 'comment', 'revision', 'conversation', 'receipt', 'customer', 'agent', 'channel', 'reset']);
listen((kind, data) => {
  if (OF_THE_LIST.has(kind)) list.soon();
  pane.hear(kind, data);
});

document.querySelector('[data-act="keys"]').addEventListener('click', () => document.getElementById('keys').showModal());

// The tabs are a strip on a phone; the present one must not lie beyond its edge.
document.querySelector('#chat-tabs [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
pane.settle();
bell.start();
// One may begin with a view.
if (document.querySelector('#chat-views [aria-current]') && filters.ofView(location.href) !== location.href) {
  go(filters.ofView(location.href), { replace: true });
}
// The console's shortcut leads here.
if (location.hash === '#search') filters.search().focus();
