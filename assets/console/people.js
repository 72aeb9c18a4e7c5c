// The people pages: the directory searches while one types, a record follows what colleagues change. All of it works as
// plain links and forms.
import './block.js';
import './dialogs.js';
import './once.js';
import './rail.js';
import './times.js';
import './title.js';
import './zone.js';
import * as bell from './bell.js';
import { hear, refresh } from './customer.js';
import { ask, isHtml, morph } from './fragment.js';
import { listen } from './stream.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const TYPING_MS = 150;
const main = document.getElementById('main');
main.classList.add('is-live');
const list = () => document.getElementById('people-list');
const form = () => document.getElementById('people-filters');
const search = () => document.getElementById('people-search');

// ── The list ───────────────────────────────────────────────────────────────

let loading = null;
async function show(address) {
  loading?.abort();
  const mine = new AbortController();
  loading = mine;
  list().setAttribute('aria-busy', 'true');
  try {
    const answer = await ask(address, { signal: mine.signal });
    const html = await answer.text();
    if (loading !== mine) return;
    if (!answer.ok || !isHtml(answer)) { location.assign(address); return; }
    morph(list(), html, form());
    document.getElementById('people-rows').scrollTop = 0;
  } catch (error) {
    if (error.name !== 'AbortError') toast(text('no-answer'));
  } finally {
    if (loading === mine) { loading = null; list().removeAttribute('aria-busy'); }
  }
}

function go(address, { replace = false } = {}) {
  const wished = new URL(address, location.href);
  if (wished.href === location.href) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', wished);
  show(wished.pathname + wished.search);
}

function address() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form())) if (value.trim()) query.append(name, value.trim());
  return `/people${query.size ? '?' : ''}${query}`;
}

if (list()) {
  let timer = null;
  const change = (options) => { clearTimeout(timer); go(address(), options); };
  const typed = (event) => {
    if (event.target !== search() || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(() => change({ replace: true }), TYPING_MS);
  };
  document.addEventListener('input', typed);
  document.addEventListener('compositionend', typed);
  document.addEventListener('submit', (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    change();
  });
  document.addEventListener('change', (event) => { if (form().contains(event.target) && event.target !== search()) change(); });
  document.addEventListener('click', (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.('#people-list a[data-go]');
    // All of a row opens its customer, unless its words are being marked.
    const row = event.target.closest?.('tr[data-person]');
    if (link) { event.preventDefault(); go(link.href); } else if (row && !event.target.closest('a') && getSelection().isCollapsed) row.querySelector('a[data-open]').click();
  });
  addEventListener('popstate', () => show(location.pathname + location.search));
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select')) return;
    event.preventDefault();
    search().focus();
  });
}

// ── A record ───────────────────────────────────────────────────────────────

listen((kind, data) => {
  hear(kind, data);
  // Their chats stand on the record, too.
  if (kind === 'conversation' && data.customer?.id === Number(document.getElementById('side')?.dataset.customer)) refresh();
});
document.addEventListener('customer-changed', () => refresh());

// ── A table from a file ────────────────────────────────────────────────────

const MOST_BYTES = 2 * 1024 * 1024;
const file = document.getElementById('import-file');
if (file) {
  document.getElementById('import-file-field').hidden = false;
  file.addEventListener('change', async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const field = document.getElementById('import-table');
    try {
      if (chosen.size > MOST_BYTES) throw new Error(text('import-large'));
      const words = new TextDecoder('utf-8', { fatal: true });
      field.value = words.decode(await chosen.arrayBuffer());
      field.form.requestSubmit();
    } catch (error) {
      file.value = '';
      toast(error instanceof TypeError ? text('import-unreadable') : error.message);
    }
  });
}

document.querySelector('[data-act="keys"]')?.addEventListener('click', () => document.getElementById('keys').showModal());
document.querySelector('#people-tabs [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
bell.start();
