// Figures: a filter that is chosen shows at once. All of it works without this.
import './rail.js';
import './times.js';
import './writing.js';

const form = document.getElementById('figures-form');
const KEPT = 'figures-focus';

document.querySelector('main').classList.add('is-live');

// Empty fields ask for nothing and stay out of the address.
function go() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) query.append(name, value.trim());
  location.assign(`/figures?${query}`);
}

form?.addEventListener('change', (event) => {
  // A date that is being typed is another one after each figure; its button says when it is done.
  if (event.target.type === 'date') return;
  sessionStorage.setItem(KEPT, event.target.name);
  go();
});
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  go();
});

// Where a chart is wider than the screen, its end is what is newest.
for (const chart of document.querySelectorAll('.figchart > .chart')) chart.parentElement.scrollLeft = chart.scrollWidth;

// Whoever chose by the keyboard goes on from there.
const kept = sessionStorage.getItem(KEPT);
sessionStorage.removeItem(KEPT);
if (kept) form?.elements[kept]?.focus({ preventScroll: true });
