// By whose habits dates and times are written: those of the page's language; of English the ones that the house itself
// writes by, days before months and a clock of twenty-four hours.
const lang = document.documentElement.lang || 'en';

export const region = lang === 'en' ? 'en-GB' : lang;
