// The admin's rooms. All of them work without this.
import './copy.js';
import './dialogs.js';
import './menus.js';
import './rail.js';
import './times.js';
import './writing.js';

if (document.getElementById('look')) import('./look.js');
if (document.querySelector('.quickgrid, [data-import]')) import('./admin-replies.js');
if (document.getElementById('backups')) import('./backups.js');
if (document.querySelector('.facepicture')) import('./picture-field.js');
if (document.querySelector('[data-hours-form], [data-greeting-form]')) import('./admin-hours.js');

// On a phone the rooms are a strip; the present one must not lie beyond its edge.
document.querySelector('.admin__nav [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });

// A name in a list shows its button when it was changed.
for (const button of document.querySelectorAll('[data-when-changed]')) {
  const field = button.form.elements.name;
  const show = () => { button.hidden = field.value === field.defaultValue && !field.hasAttribute('aria-invalid'); };
  field.addEventListener('input', show);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    field.value = field.defaultValue;
    show();
  });
  show();
}

// "Saved" was said; it does not stay in the address, so that a reload does not say it again.
const address = new URL(location.href);
if (address.searchParams.has('saved') || address.searchParams.has('focus')) {
  address.searchParams.delete('saved');
  address.searchParams.delete('focus');
  history.replaceState(null, '', address);
}
