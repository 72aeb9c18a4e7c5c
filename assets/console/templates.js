// Templates: chosen from what the platform has approved, filled while it can be seen how they will read, and sent.
import * as composer from './composer.js';
import { newKey } from './dom.js';
import { ask, isHtml, parse, sentence } from './fragment.js';
import { text } from './texts.js';
import { toast } from './toast.js';

const dialog = () => document.getElementById('templates');
let isOpening = false;

async function open(link) {
  if (isOpening) return;
  isOpening = true;
  const again = link.closest('#templates');
  link.setAttribute('aria-busy', 'true');
  try {
    const answer = await ask(link.getAttribute('href'));
    if (!answer.ok || !isHtml(answer)) { toast(await sentence(answer)); return; }
    const next = parse(await answer.text());
    dialog()?.remove();
    document.body.append(next);
    begin();
    dialog().showModal();
    if (again) dialog().querySelector('[data-open-templates]').focus();
  } catch {
    toast(text('no-answer'));
  } finally {
    link.removeAttribute('aria-busy');
    isOpening = false;
  }
}

function begin() {
  dialog().addEventListener('close', () => {
    dialog()?.remove();
    (document.querySelector('#window [data-open-templates]') ?? document.getElementById('text'))?.focus();
  }, { once: true });
  for (const field of dialog().querySelectorAll('[data-fills]')) fill(field);
  const only = dialog().querySelectorAll('.template');
  if (only.length === 1) only[0].open = true;
}

// How it reads follows what is typed; an empty blank shows its name again.
function fill(field) {
  for (const mark of field.form.querySelectorAll(`[data-blank="${CSS.escape(field.dataset.fills)}"]`)) {
    mark.dataset.name ??= mark.textContent;
    const value = field.value.trim();
    mark.textContent = value || mark.dataset.name;
    mark.classList.toggle('is-filled', Boolean(value));
  }
}

function find(words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const one of dialog().querySelectorAll('.template')) {
    const all = one.dataset.words.toLowerCase().replaceAll('_', ' ');
    one.hidden = !wanted.every((word) => all.includes(word));
    if (!one.hidden) found += 1;
  }
  dialog().querySelector('[data-template-none]').hidden = found > 0;
}

async function send(form) {
  const button = form.querySelector('button');
  const wrong = form.querySelector('[role="alert"]');
  // A second click, and another try after a line that broke, send the same one.
  form.dataset.key ||= newKey();
  button.disabled = true;
  wrong.hidden = true;
  let why = text('no-answer');
  try {
    const fields = new URLSearchParams(new FormData(form));
    fields.set('key', form.dataset.key);
    const answer = await ask(form.action, { method: 'POST', body: fields });
    // In a chat that had ended it has begun another.
    if (answer.redirected) { location.assign(answer.url); return; }
    if (answer.ok) {
      dialog()?.close();
      composer.focus();
      return;
    }
    why = await sentence(answer);
    delete form.dataset.key;
  } catch { /* It says so. */ }
  button.disabled = false;
  wrong.querySelector('span').textContent = why;
  wrong.hidden = false;
}

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('[data-open-templates]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});
document.addEventListener('click', (event) => {
  if (!event.target.closest?.('#templates [data-close]')) return;
  event.preventDefault();
  dialog().close();
});
document.addEventListener('input', (event) => {
  if (event.target.matches?.('#templates [data-fills]')) {
    fill(event.target);
    delete event.target.form.dataset.key;
  }
  if (event.target.matches?.('[data-template-search]')) find(event.target.value);
});
document.addEventListener('submit', (event) => {
  if (!event.target.matches?.('[data-template]')) return;
  event.preventDefault();
  send(event.target);
});
