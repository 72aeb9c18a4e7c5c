// A visitor takes back what they agreed to before the chat. What follows from it is said before it is done.
import { call } from './api.js';
import { el } from './dom.js';
import { details, saveDetails } from './session.js';
import { t } from './words.js';

// Asks in the menu, which becomes a dialog.
export function show(menu) {
  if (!menu) return;
  const erase = el('input', { type: 'checkbox', id: 'erase' });
  const said = el('p', { class: 'muted', role: 'status' });
  const button = el('button', { class: 'btn btn--primary' }, t('withdraw'));
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      await call('POST', '/consent/withdrawal', { erase: erase.checked });
    } catch (error) {
      // Taken back already, as from another tab.
      if (error.status !== 409) {
        said.textContent = error.message || t('not-saved');
        button.disabled = false;
        return;
      }
    }
    saveDetails({ ...details(), consented: undefined, withdrawn: true });
    form.replaceChildren(said);
    said.textContent = t('withdrawn');
    menu.tabIndex = -1;
    menu.focus();
  };
  const form = el('form', { class: 'mailform', submit }, el('p', {}, t('withdraw-more')),
    el('label', { class: 'check' }, erase, el('span', {}, t('withdraw-erase'))), button, said);
  menu.role = 'dialog';
  menu.ariaLabel = t('withdraw');
  menu.replaceChildren(form);
  button.focus();
}
