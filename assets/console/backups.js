// How far the backup is that is being made, each second until it is done.
import { ask, isHtml, morph } from './fragment.js';

const AGAIN_MS = 1_000;
const place = () => document.getElementById('backups');
const isBusy = () => place()?.hasAttribute('data-busy') ?? false;
const button = document.querySelector('[data-backup-now]');

async function look() {
  try {
    const answer = await ask('/admin/backups/state');
    if (answer.ok && isHtml(answer) && place()) morph(place(), await answer.text());
  } catch {
    // It is looked again soon.
  }
  if (isBusy()) setTimeout(look, AGAIN_MS);
  else button.disabled = false;
}
if (isBusy()) setTimeout(look, AGAIN_MS);

// The file comes beside the page, which stays: its dialog has done its work.
document.querySelector('form[data-download]')?.addEventListener('submit', ({ target }) => {
  setTimeout(() => target.closest('dialog').close());
});

// The key as a file: its text goes into the field, where it can be looked at.
for (const part of document.querySelectorAll('[data-needs-script]')) part.hidden = false;
document.querySelector('[data-key-file]')?.addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  // A key is a few lines; whatever is longer is another file, and the house says so.
  if (file) target.form.elements.key_text.value = await file.slice(0, 4_096).text();
});
