// What was answered to one of several who ask about the same is put into the box for another, to be read and sent by hand.
import * as composer from './composer.js';

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-offered]');
  if (!button) return;
  composer.setMode('reply');
  composer.insert(button.dataset.offered);
});
