// What the clock says where a customer is: [data-zone] holds the name of their time zone.
import { region } from './region.js';

const EVERY_MS = 15_000;

function show() {
  for (const one of document.querySelectorAll('[data-zone]')) {
    try {
      const clock = new Intl.DateTimeFormat(region, { timeStyle: 'short', timeZone: one.dataset.zone }).format(Date.now());
      // What changes is seen by the observer below.
      if (one.textContent !== clock) one.textContent = clock;
    } catch { /* A zone that this browser does not know keeps its name. */ }
  }
}

show();
setInterval(show, EVERY_MS);
new MutationObserver(show).observe(document.body, { childList: true, subtree: true });
