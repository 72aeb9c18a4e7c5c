// Instants in words: by the reader's clock, in the page's language. The server writes <time datetime data-time="…">
// (src/web/moment.rs); whoever changes the page need not know of this, since it watches the page itself.
import { region } from './region.js';

const lang = document.documentElement.lang || 'en';
const DAY = 86_400_000;

const format = (options) => new Intl.DateTimeFormat(region, options);
const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const shortDate = format({ day: 'numeric', month: 'short' });
const longDate = format({ day: 'numeric', month: 'long' });
const datedYear = format({ day: 'numeric', month: 'short', year: 'numeric' });
const dated = format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const full = format({ dateStyle: 'full', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
const units = Object.fromEntries(['minute', 'hour', 'day'].map((unit) => [
  unit, new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: unit === 'minute' ? 'short' : 'narrow' }),
]));

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const capital = (words) => words.charAt(0).toLocaleUpperCase(lang) + words.slice(1);

// Days are counted by the calendar; rounding takes care of the two nights of the year that are an hour off.
const daysAgo = (date, now) => Math.round((midnight(now) - midnight(date)) / DAY);

function dateWords(date, now, words) {
  const days = daysAgo(date, now);
  if (days === 0 || days === 1) return capital(relative.format(-days, 'day'));
  return (date.getFullYear() === now.getFullYear() ? words : datedYear).format(date);
}

function agoWords(date, now) {
  const minutes = Math.floor(Math.max(0, now - date) / 60_000);
  if (minutes < 1) return relative.format(0, 'second');
  if (minutes < 60) return units.minute.format(minutes);
  if (minutes < 24 * 60) return units.hour.format(Math.floor(minutes / 60));
  const days = daysAgo(date, now);
  return days < 7 ? units.day.format(days) : dateWords(date, now, shortDate);
}

const styles = {
  clock: (date) => clock.format(date),
  day: (date, now) => (daysAgo(date, now) === 0 ? clock.format(date) : dateWords(date, now, shortDate)),
  date: (date, now) => dateWords(date, now, longDate),
  calendar: (date, now) => (date.getFullYear() === now.getFullYear() ? longDate : datedYear).format(date),
  due: (date, now) => (daysAgo(date, now) === 0 ? clock : dated).format(date),
  ago: agoWords,
  full: (date) => full.format(date),
};

function tell(element, now) {
  const date = new Date(element.dateTime);
  const style = styles[element.dataset.time];
  if (!style || Number.isNaN(date.getTime())) return;
  const words = style(date, now);
  if (element.textContent !== words) element.textContent = words;
  const title = full.format(date);
  if (element.title !== title) element.title = title;
}

function tellAll(root = document) {
  const now = new Date();
  for (const element of root.querySelectorAll('time[data-time]')) tell(element, now);
}

tellAll();
// Watchers are called before the page is painted, so the server's own words are never seen. What this module
// writes itself is seen again, found to be right and left alone.
new MutationObserver((changes) => {
  const elements = new Set();
  for (const { target } of changes) elements.add(target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement);
  for (const element of elements) {
    const time = element?.closest('time[data-time]');
    if (time) tell(time, new Date());
    else if (element) tellAll(element);
  }
}).observe(document.documentElement, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['datetime', 'data-time'],
});
setInterval(() => { if (!document.hidden) tellAll(); }, 20_000);
document.addEventListener('visibilitychange', () => { if (!document.hidden) tellAll(); });
