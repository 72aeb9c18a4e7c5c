// One's own account. All of it works without this.
import './copy.js';
import './dialogs.js';
import './password.js';
import './picture-field.js';
import './push-here.js';
import './rail.js';
import './times.js';
import './writing.js';
import { ring } from './chime.js';

const profile = document.getElementById('profile');
const [name, title] = ['seen-name', 'seen-title'].map((id) => document.getElementById(id));
profile.addEventListener('input', () => {
  const value = (field) => profile.elements[field].value.trim();
  name.textContent = value('public_name') || value('name');
  title.textContent = value('public_title') ? `, ${value('public_title')}` : '';
});

const volume = document.getElementById('volume');
volume.addEventListener('input', () => { document.getElementById('volume-now').value = volume.value; });
const bell = document.querySelector('[data-ring-volume]');
bell.hidden = false;
bell.addEventListener('click', () => ring(Number(volume.value)));

// A theme shows at once; it is kept when the form is saved.
for (const choice of document.querySelectorAll('[name="theme"]')) {
  choice.addEventListener('change', () => {
    if (choice.value === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice.value;
  });
}

const address = new URL(location.href);
if (address.searchParams.has('saved')) {
  address.searchParams.delete('saved');
  history.replaceState(null, '', address);
}
