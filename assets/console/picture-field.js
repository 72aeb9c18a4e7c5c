// A picture that belongs to what a form describes: it goes up at once, and is kept when the form is saved.
import { send } from './card-pictures.js';

async function upload(place, file) {
  const said = place.querySelector('[role="alert"]');
  said.hidden = true;
  place.setAttribute('aria-busy', 'true');
  try {
    set(place, await send(file.name, file));
  } catch (error) {
    said.textContent = error.message;
    said.hidden = false;
  }
  place.removeAttribute('aria-busy');
}

function show(picture) {
  const place = picture.closest('[data-picture]');
  const image = place.querySelector('img');
  image.hidden = !picture.value;
  if (picture.value) image.src = `/api/v1/agent/files/${picture.value}`;
  place.querySelector('[data-picture-clear]').hidden = !picture.value;
}

function set(place, id) {
  const picture = place.querySelector('[name="picture"]');
  picture.value = id;
  picture.dataset.changed = 'yes';
  picture.dispatchEvent(new Event('input', { bubbles: true }));
}

// Also when what was written came back to its form.
for (const picture of document.querySelectorAll('[data-picture] [name="picture"]')) show(picture);
document.addEventListener('input', ({ target }) => { if (target.matches('[data-picture] [name="picture"]')) show(target); });

document.addEventListener('change', ({ target }) => {
  if (!target.matches('[data-picture-file]') || !target.files[0]) return;
  upload(target.closest('[data-picture]'), target.files[0]);
  target.value = '';
});
document.addEventListener('click', (event) => {
  const clear = event.target.closest?.('[data-picture-clear]');
  if (clear) set(clear.closest('[data-picture]'), '');
});
