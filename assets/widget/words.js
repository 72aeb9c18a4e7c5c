// The visitor's language: sentences, plurals, times and sizes.
import { boot, state } from './boot.js';

const { lang, text } = boot;
// Of a language that several countries write, the habits of the visitor's own.
const region = navigator.languages.find((one) => one.startsWith(lang)) ?? lang;
const plurals = new Intl.PluralRules(lang);
const hour = new Intl.DateTimeFormat(region, { timeStyle: 'short' });
const whole = new Intl.DateTimeFormat(region, { dateStyle: 'full', timeStyle: 'short' });
const weekday = new Intl.DateTimeFormat(region, { weekday: 'long', day: 'numeric', month: 'long' });
const near = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });

export function t(key, values) {
  return (text[key] ?? key).replace(/\{ ?\$?(\w+) ?\}/g, (_, name) => values?.[name] ?? '');
}

export const tn = (key, n) => t(text[`${key}-${plurals.select(n)}`] ? `${key}-${plurals.select(n)}` : `${key}-other`, { n });

export const clock = (at) => hour.format(at);
export const fullTime = (at) => whole.format(at);
export const dayOf = (at) => new Date(at).toDateString();

function day(at) {
  const midnight = (time) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(at) - midnight(Date.now())) / 864e5);
  return Math.abs(days) < 2 ? near.format(days, 'day') : weekday.format(at);
}

export function dayName(at) {
  const name = day(at);
  return name.charAt(0).toLocaleUpperCase(lang) + name.slice(1);
}

export const number = (n) => n.toLocaleString(lang);

// When the shop opens again, if it goes by hours.
export const opening = () => (state.opens ? t('opens', { day: day(state.opens), time: clock(state.opens) }) : '');

export function size(bytes) {
  const unit = bytes < 1e6 ? ['kilobyte', 1024] : ['megabyte', 1048576];
  return new Intl.NumberFormat(lang, { style: 'unit', unit: unit[0], maximumFractionDigits: bytes < 1e6 ? 0 : 1 }).format(bytes / unit[1]);
}

export const span = (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
