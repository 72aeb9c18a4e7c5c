// What was typed into a form is not lost: two clicks are one, leaving it unsaved is asked about, and what
// was sent into an ended session or a broken line comes back to its form.
import { text } from './texts.js';
import { toast } from './toast.js';

const HELD = 'form-held';
// A line so slow that a second click is meant.
const PATIENCE = 8000;

const touched = new Set();
let sent = null;

const controls = (form) => [...form.elements].filter((one) => one.name && !one.matches('button, fieldset, output, [type="password"], [type="file"]'));
const value = (one) => (one.matches('[type="checkbox"], [type="radio"]') ? one.checked : one.value);

// What is only tried out, as the text beside a pattern, is no loss.
function isChanged(one) {
  if (one.dataset.changed) return true;
  if (one.type === 'hidden' || one.name === 'sample') return false;
  if (one.matches('[type="checkbox"], [type="radio"]')) return one.checked !== one.defaultChecked;
  if (!one.matches('select')) return one.value !== one.defaultValue;
  const chosen = [...one.options].findIndex((option) => option.defaultSelected);
  return one.selectedIndex !== Math.max(chosen, 0);
}

const isUnsaved = (form) => touched.has(form) && form.isConnected && controls(form).some(isChanged);

function release(form) {
  delete form.dataset.sent;
  if (sent === form) sent = null;
}

// Kept in this tab alone, until the next page shows what became of it.
function hold(form) {
  const { pathname, search } = location;
  const held = { at: pathname + search, action: form.getAttribute('action'), values: controls(form).map((one) => [one.name, value(one)]) };
  try {
    sessionStorage.setItem(HELD, JSON.stringify(held));
  } catch {
    // Larger than the browser keeps, such as a table that was pasted.
    sessionStorage.removeItem(HELD);
  }
}

function bringBack(held) {
  const fits = (form) => form.getAttribute('action') === held.action
    && controls(form).map((one) => one.name).join() === held.values.map(([name]) => name).join();
  const form = [...document.forms].find(fits);
  if (!form) return;
  controls(form).forEach((one, place) => {
    const [, was] = held.values[place];
    if (value(one) === was) return;
    if (typeof was === 'boolean') one.checked = was;
    else one.value = was;
    if (one.type === 'hidden') one.dataset.changed = 'yes';
    one.dispatchEvent(new Event('input', { bubbles: true }));
  });
  for (let around = form.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
  toast(text('form-back'));
}

document.addEventListener('input', ({ target }) => { if (target.form?.method === 'post') touched.add(target.form); });

document.addEventListener('submit', (event) => {
  const form = event.target;
  // What is looked at beside the form, as a preview is, leaves it as it is.
  if (event.defaultPrevented || form.method !== 'post' || event.submitter?.formTarget) return;
  if (form.dataset.sent || !navigator.onLine) {
    event.preventDefault();
    if (!form.dataset.sent) toast(text('no-answer'));
    return;
  }
  form.dataset.sent = 'yes';
  sent = form;
  if (isUnsaved(form)) hold(form);
  setTimeout(() => release(form), PATIENCE);
});

addEventListener('beforeunload', (event) => {
  const isLeft = [...touched].some((form) => form !== sent && isUnsaved(form));
  if (!isLeft) return;
  event.preventDefault();
  // Whoever stays may send again.
  if (sent) setTimeout(release, 0, sent);
});

addEventListener('pageshow', ({ persisted }) => {
  if (persisted) for (const form of document.forms) release(form);
});

const held = JSON.parse(sessionStorage.getItem(HELD) ?? 'null');
sessionStorage.removeItem(HELD);
const isBack = performance.getEntriesByType('navigation')[0]?.type === 'back_forward';
if (held && (held.isRefused || isBack) && held.at.split('?')[0] === location.pathname) {
  // Not before whatever follows what is typed does follow it.
  document.addEventListener('DOMContentLoaded', () => bringBack(held));
}
