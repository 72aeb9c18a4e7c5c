// Whether this device trusts the house: the house is asked by HTTPS, and again whenever somebody comes back to the page.

const box = document.getElementById('trust');
const again = document.getElementById('trust-again');

function show(state) {
  for (const part of box.querySelectorAll('[data-state]')) part.hidden = part.dataset.state !== state;
  again.hidden = state !== 'untrusted';
}

let isAsking = false;
async function look() {
  if (isAsking) return;
  isAsking = true;
  show('checking');
  try {
    await fetch(box.dataset.check, { mode: 'cors', credentials: 'omit', cache: 'no-store' });
    show('trusted');
  } catch {
    show('untrusted');
  }
  isAsking = false;
}

again.addEventListener('click', look);
document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
look();
