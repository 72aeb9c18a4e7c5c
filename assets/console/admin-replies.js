// Content in the admin's rooms: placeholders at the caret, and a file read into the box it could be pasted into.
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

// Leaving a reply that was changed and not saved is asked about.
const form = document.querySelector('[data-reply-form]');
let isChanged = false;
form?.addEventListener('input', () => { isChanged = true; });
form?.addEventListener('submit', () => { isChanged = false; });
addEventListener('beforeunload', (event) => { if (isChanged) event.preventDefault(); });

document.querySelector('[data-import-file]')?.addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  const box = target.form.elements.file;
  if (!file) return;
  try {
    box.value = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    target.setCustomValidity('');
  } catch {
    box.value = '';
    target.setCustomValidity(target.dataset.notText);
    target.reportValidity();
  }
});

// A picture goes up at once and is kept with the card when that is saved.
async function upload(place, file) {
  const said = place.querySelector('[role="alert"]');
  said.hidden = true;
  place.setAttribute('aria-busy', 'true');
  try {
    const query = new URLSearchParams({ name: file.name, kind: 'image' });
    const answer = await fetch(`/api/v1/agent/files?${query}`, { method: 'POST', headers: { 'content-type': file.type }, body: file });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error.message);
    set(place, told.id);
  } catch (error) {
    said.textContent = error.message;
    said.hidden = false;
  }
  place.removeAttribute('aria-busy');
}

function set(place, id) {
  const image = place.querySelector('img');
  place.querySelector('[name="picture"]').value = id;
  image.hidden = !id;
  if (id) image.src = `/api/v1/agent/files/${id}`;
  place.querySelector('[data-picture-clear]').hidden = !id;
  isChanged = true;
}

document.addEventListener('change', ({ target }) => {
  if (!target.matches('[data-picture-file]') || !target.files[0]) return;
  upload(target.closest('[data-picture]'), target.files[0]);
  target.value = '';
});
document.addEventListener('click', (event) => {
  const clear = event.target.closest?.('[data-picture-clear]');
  if (clear) set(clear.closest('[data-picture]'), '');
});
