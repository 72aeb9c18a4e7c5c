// Hours and greetings in the admin's rooms: rows come and go, Monday goes to every day, a preview follows what is typed.
for (const part of document.querySelectorAll('[data-needs-script]')) part.hidden = false;

const form = document.querySelector('[data-hours-form]');
const LATEST = '06:00';
const NINE = ['09:00', '18:00'];

const times = (row) => row.querySelectorAll('input[type=time]');
const spans = (day) => [...day.querySelectorAll('[data-span]:not([data-spare])')];

// A span whose end comes before its beginning is on the next day, if it ends in the morning.
function markLate(row) {
  const mark = row.querySelector('[data-late]');
  const [from, to] = times(row);
  if (mark) mark.hidden = !(from.value && to.value && to.value <= from.value && to.value <= LATEST && to.value !== '00:00');
}

function markDay(day) {
  day.querySelector('[data-closed]').hidden = spans(day).length > 0;
}

function grown(spare) {
  const row = spare.cloneNode(true);
  delete row.dataset.spare;
  row.hidden = false;
  for (const field of row.querySelectorAll('input')) field.value = '';
  spare.before(row);
  return row;
}

function addSpan(day, from = '', to = '') {
  const row = grown(day.querySelector('[data-spare]'));
  const [begins, ends] = times(row);
  [begins.value, ends.value] = [from, to];
  markLate(row);
  markDay(day);
  return begins;
}

function copyMonday() {
  const [monday, ...others] = form.querySelectorAll('[data-day]');
  const wanted = spans(monday).map((row) => [...times(row)].map((field) => field.value));
  for (const day of others) {
    for (const row of spans(day)) row.remove();
    for (const [from, to] of wanted) addSpan(day, from, to);
    markDay(day);
  }
}

function remove(row) {
  const day = row.closest('[data-day]');
  const next = day?.querySelector('[data-add-span]') ?? form.querySelector('[data-add-days]');
  row.remove();
  if (day) markDay(day);
  next.focus();
}

let isChanged = false;
const change = () => { isChanged = true; };

if (form) {
  // The rows that stand ready where there is no script come at a press here.
  for (const spare of form.querySelectorAll('[data-spare]')) spare.hidden = true;
  form.querySelectorAll('[data-day]').forEach(markDay);
  const zone = form.elements.zone;
  if (!zone.value) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if ([...zone.options].some((option) => option.value === here)) zone.value = here;
  }
  form.addEventListener('click', (event) => {
    const button = event.target.closest('button[type=button]');
    if (!button) return;
    const day = button.closest('[data-day]');
    change();
    if (button.matches('[data-add-span]')) addSpan(day, ...(spans(day).length ? [] : NINE)).focus();
    if (button.matches('[data-add-days]')) grown(form.querySelector('[data-days][data-spare]')).querySelector('input').focus();
    if (button.matches('[data-remove]')) remove(button.closest('[data-span], [data-days]'));
    if (button.matches('[data-copy-day]')) copyMonday();
  });
  form.addEventListener('input', (event) => {
    change();
    const row = event.target.closest('[data-span], [data-days]');
    if (row && event.target.type === 'time') markLate(row);
  });
}

// A greeting as its customer will read it.
const greetings = document.querySelector('[data-greeting-form]');
let last = greetings?.querySelector('[data-greeting-text]');

function show(box) {
  const values = JSON.parse(greetings.dataset.values);
  const text = box.value.trim().replace(/\{\s*([\w.]+)\s*(?:\|([^{}\n]*))?\}/g, (whole, name, words) => values[name.toLowerCase()] || words?.trim() || whole);
  const preview = document.querySelector(`[data-preview-of="${box.id}"]`);
  preview.textContent = text;
  preview.hidden = text === '';
  preview.parentElement.querySelector('[data-preview-none]').hidden = text !== '';
}

if (greetings) {
  greetings.addEventListener('input', (event) => {
    if (!event.target.matches('[data-greeting-text]')) return;
    change();
    show(event.target);
  });
  greetings.addEventListener('focusin', (event) => { if (event.target.matches('[data-greeting-text]')) last = event.target; });
  greetings.addEventListener('click', (event) => {
    const button = event.target.closest('[data-insert]');
    if (!button) return;
    // The tab of the box that was written in last may have been left since.
    const box = last.checkVisibility() ? last : [...greetings.querySelectorAll('[data-greeting-text]')].find((one) => one.checkVisibility());
    box.focus();
    if (!document.execCommand('insertText', false, button.dataset.insert)) box.setRangeText(button.dataset.insert, box.selectionStart, box.selectionEnd, 'end');
  });
}

// Leaving what was changed and not saved is asked about.
for (const one of [form, greetings]) one?.addEventListener('submit', () => { isChanged = false; });
addEventListener('beforeunload', (event) => { if (isChanged) event.preventDefault(); });
