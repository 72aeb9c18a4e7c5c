// Content in the admin's rooms: placeholders at the caret, and a file read into the box it could be pasted into.
import { pack, unpack } from './card-pictures.js';
import './picture-field.js';
import { text } from './texts.js';
import { toast } from './toast.js';

for (const part of document.querySelectorAll('[data-needs-script]')) part.hidden = false;

// On a phone the topics are a strip, too.
document.querySelector('.quicktopics [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });

let last = document.querySelector('[data-reply-form] textarea');
document.addEventListener('focusin', (event) => { if (event.target.matches?.('[data-reply-form] textarea')) last = event.target; });
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-insert]');
  if (!button || !last) return;
  last.focus();
  if (!document.execCommand('insertText', false, button.dataset.insert)) last.setRangeText(button.dataset.insert, last.selectionStart, last.selectionEnd, 'end');
});

// A preview opens below the form once somebody asks for one.
document.addEventListener('submit', ({ submitter }) => {
  if (!submitter?.formTarget) return;
  const frame = document.querySelector(`iframe[name="${submitter.formTarget}"]`);
  frame?.classList.add('is-shown');
  frame?.scrollIntoView({ block: 'nearest' });
});

// What the house takes in one go, with each letter beyond ASCII written out.
const MOST_BYTES = 4 * 1024 * 1024;
// Pictures of cards do not count: they go up one by one.
const MOST_WITH_PICTURES = 128 * 1024 * 1024;
// A box with more text than this brings the browser to a stand.
const MOST_SHOWN = 256 * 1024;

const chooser = document.querySelector('[data-import-file]');
if (chooser) {
  const box = chooser.form.elements.file;
  let unseen = '';
  const complain = (words) => {
    chooser.setCustomValidity(words);
    if (words) chooser.reportValidity();
  };
  chooser.addEventListener('change', async () => {
    const [file] = chooser.files;
    box.value = unseen = '';
    complain('');
    if (!file) return;
    const isJson = file.name.endsWith('.json');
    if (file.size > (isJson ? MOST_WITH_PICTURES : MOST_BYTES)) { complain(text('import-large')); return; }
    const button = chooser.form.querySelector('button');
    let unread = '';
    button.disabled = true;
    try {
      let words = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
      if (isJson) words = await unpack(words);
      if (words.length > MOST_SHOWN) unseen = words;
      else box.value = words;
    } catch (error) {
      unread = error instanceof TypeError ? text('import-unreadable') : error.message;
    }
    button.disabled = false;
    complain(unread);
  });
  // What is pasted instead is no matter of the file.
  box.addEventListener('input', () => {
    chooser.value = unseen = '';
    complain('');
  });
  chooser.form.addEventListener('formdata', ({ formData }) => { if (unseen) formData.set('file', unseen); });
}

// Cards leave with their pictures.
document.querySelector('form[action="/admin/cards/export"]')?.addEventListener('submit', async (event) => {
  if (event.submitter?.value !== 'json') return;
  event.preventDefault();
  event.target.closest('details').open = false;
  try {
    const answer = await fetch(`${event.target.action}?as=json`);
    const file = new Blob([await pack(await answer.text())], { type: 'application/json' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = 'cards.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch {
    toast(text('no-answer'));
  }
});
