// What only the reader's browser knows of a log: where a day begins by the reader's clock. It watches the log itself, so
// whoever adds to it need not know of this.
import { region } from './region.js';
import { text } from './texts.js';

const DAY = 86_400_000;
const thisYear = new Intl.DateTimeFormat(region, { weekday: 'long', day: 'numeric', month: 'long' });
const anyYear = new Intl.DateTimeFormat(region, { day: 'numeric', month: 'long', year: 'numeric' });
const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

function words(day, today) {
  const ago = Math.round((today - day) / DAY);
  if (ago === 0) return text('day-today');
  if (ago === 1) return text('day-yesterday');
  const date = new Date(day);
  return (date.getFullYear() === new Date(today).getFullYear() ? thisYear : anyYear).format(date);
}

// Puts a mark above the first entry of each day, unless all of it is today's.
export function markDays(log) {
  const today = midnight(new Date());
  let last = today;
  for (const entry of log.querySelectorAll(':scope > [data-at]')) {
    const day = midnight(new Date(Number(entry.dataset.at)));
    const above = entry.previousElementSibling;
    const mark = above?.matches('.daymark[data-day]') ? above : null;
    if (day === last) mark?.remove();
    else if (Number(mark?.dataset.day) !== day) {
      const made = mark ?? document.createElement('div');
      made.className = 'daymark';
      made.dataset.day = day;
      made.textContent = words(day, today);
      if (!mark) entry.before(made);
    }
    last = day;
  }
}

export function watchDays(log) {
  markDays(log);
  new MutationObserver(() => markDays(log)).observe(log, { childList: true });
}
