// The customer panel (#side): fields edited in place, tags, notes, tabs. All of it works as plain forms and links;
// here they answer without leaving the page.
import { ask, isHtml, morph, sentence } from './fragment.js';
import { toast } from './toast.js';

const panel = () => document.getElementById('side');
const panelAddress = (side) => `${side.dataset.address}?tab=${side.dataset.tab}&${side.dataset.more}`;
// Whether an entry may have brought something that is kept in the tab of files, or taken it away.
const brings = (data) => data.attachments || data.struck || data.edited_at || data.unsent_at || /:\/\/|www\./i.test(data.text);

// Shows the panel as the server has it now. One request is under way; what is asked meanwhile comes after it.
let running = false;
let again = false;
export async function refresh() {
  const side = panel();
  if (!side) return;
  if (running) { again = true; return; }
  running = true;
  const address = panelAddress(side);
  try {
    const answer = await ask(address);
    const html = await answer.text();
    // Another chat or tab may have been opened meanwhile, in the same place.
    if (!panel() || panelAddress(panel()) !== address) again = true;
    // They were erased, or are somebody else now.
    else if (answer.status === 404 && side.dataset.gone) location.assign(side.dataset.gone);
    else if (answer.ok) morph(panel(), html);
  } catch { /* The stream tells when the line is back. */ } finally {
    running = false;
    if (again) { again = false; refresh(); }
  }
}

// An event of the stream: does it concern the customer who is shown?
export function hear(kind, data) {
  const side = panel();
  if (!side) return;
  const { customer, identity, conversation, shares, tab } = side.dataset;
  const entry = () => tab === 'files' && data.conversation_id === Number(shares) && brings(data);
  const concerns = {
    customer: () => data.id === Number(customer),
    note: () => data.customer_id === Number(customer),
    page: () => data.identity_id === Number(identity),
    conversation: () => data.customer?.id === Number(customer) && data.id !== Number(conversation),
    message: entry,
    comment: entry,
    revision: entry,
    struck: () => tab === 'files' && data.conversation_id === Number(shares),
    reset: () => true,
  }[kind];
  if (concerns?.()) refresh();
}

async function send(form, submitter) {
  const body = new URLSearchParams(new FormData(form));
  if (submitter?.name) body.set(submitter.name, submitter.value);
  form.classList.add('is-saving');
  const { address } = panel().dataset;
  try {
    const answer = await ask(form.action, { method: 'POST', body });
    if (!isHtml(answer)) {
      toast(await sentence(answer));
      return;
    }
    // It is saved; another customer may be shown by now.
    if (panel()?.dataset.address !== address) return;
    const hadFocus = form.contains(document.activeElement);
    const { id } = form;
    delete form.dataset.dirty;
    delete form.closest('[data-keep]')?.dataset.dirty;
    const isAdder = form.closest('details.adder');
    if (answer.ok && isAdder) form.reset();
    morph(panel(), await answer.text(), form);
    settle(answer, { hadFocus, id, isAdder, stays: form.hasAttribute('data-stay') });
  } catch {
    form.dataset.dirty = '';
    toast(document.getElementById('netbar')?.querySelector('.semi')?.textContent);
  } finally {
    form.classList.remove('is-saving');
  }
}

// Where the focus goes: to what is wrong, else back to where it was.
function settle(answer, { hadFocus, id, isAdder, stays }) {
  const wrong = panel()?.querySelector('[aria-invalid="true"]');
  if (wrong) {
    wrong.focus();
    return;
  }
  if (isAdder && answer.ok) {
    if (stays) isAdder.querySelector('input')?.focus();
    else isAdder.open = false;
  } else if (hadFocus && id) {
    document.getElementById(id)?.querySelector('[data-infield]')?.blur();
  }
}

const fieldOf = (target) => (target instanceof Element ? target.closest('#side [data-infield]') : null);
const isChanged = (field) => field.value !== (field.closest('form').elements.seen?.value ?? field.defaultValue);

document.addEventListener('submit', (event) => {
  const form = event.target.closest?.('#side form[data-side-form]');
  if (!form) return;
  event.preventDefault();
  const field = form.querySelector('[data-infield]');
  // Enter on what nobody changed leaves the field.
  if (field && !event.submitter?.name && !isChanged(field) && field.getAttribute('aria-invalid') !== 'true') {
    field.blur();
    return;
  }
  send(form, event.submitter);
});

document.addEventListener('input', (event) => {
  const keep = event.target.closest?.('#side [data-keep]');
  if (keep) keep.dataset.dirty = '';
});

// Leaving a changed field saves it, like Enter: a word typed is never lost. A refused one waits for a correction.
document.addEventListener('focusout', (event) => {
  const field = fieldOf(event.target);
  if (!field || field.localName === 'select') return;
  const form = field.closest('form');
  if (form.contains(event.relatedTarget) || form.classList.contains('is-saving')) return;
  if (!isChanged(field)) delete form.dataset.dirty;
  else if (field.getAttribute('aria-invalid') !== 'true' || 'dirty' in form.dataset) form.requestSubmit();
});

document.addEventListener('change', (event) => {
  const field = fieldOf(event.target);
  if (field?.localName === 'select') field.form.requestSubmit();
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.isComposing) return;
  const field = fieldOf(event.target);
  const adder = event.target instanceof Element && event.target.closest('#side details.adder[open]');
  if (field && field.localName !== 'select') {
    const form = field.closest('form');
    field.value = form.elements.seen.value;
    delete form.dataset.dirty;
    field.blur();
    if (field.getAttribute('aria-invalid') === 'true') refresh();
  } else if (adder) {
    // What was begun stays for the next time it is opened.
    adder.open = false;
    adder.querySelector('summary').focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
});

// Opening what adds something goes straight to its field, before the next key is pressed.
document.addEventListener('click', (event) => {
  const adder = event.target.closest?.('#side details.adder > summary')?.parentElement;
  if (!adder || adder.open) return;
  event.preventDefault();
  adder.open = true;
  adder.querySelector('input, textarea').focus();
});

// Ctrl+Enter saves a note.
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.matches?.('#side textarea')) event.target.form.requestSubmit();
});

// Tabs: by click, and by arrows as tabs are.
let opened = 0;
async function open(link) {
  const mine = ++opened;
  const answer = await ask(link.href);
  // Whoever goes on to another tab meanwhile is not thrown back to this one.
  if (!answer.ok || mine !== opened) return;
  // The shelf of cards and the prompter keep what was asked in them, but not another tab from their place.
  panel().querySelector('card-shelf, prompter-desk')?.remove();
  morph(panel(), await answer.text());
  const tab = link.id && document.getElementById(link.id);
  if (tab) tab.focus();
}
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('#side a[data-side-tab]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link).catch(() => { location.href = link.href; });
});
document.addEventListener('keydown', (event) => {
  const tab = event.target.closest?.('#side [role="tab"]');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...tab.parentElement.querySelectorAll('[role="tab"]')];
  const way = getComputedStyle(tab).direction === 'rtl' ? -step : step;
  const next = tabs[(tabs.indexOf(tab) + way + tabs.length) % tabs.length];
  event.preventDefault();
  if (next !== tab) open(next);
});

// Nobody tells when a visitor merely closed the page, so the sign that they are there is looked after.
setInterval(() => { if (!document.hidden && panel()?.hasAttribute('data-there')) refresh(); }, 20_000);
