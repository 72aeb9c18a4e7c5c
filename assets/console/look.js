// The appearance of a web chat: its preview follows the form, its colour is judged while it is typed.
import { darkened, ink, judge, parse, written } from './colour.js';

const form = document.getElementById('look');
const stage = document.getElementById('preview');
const part = (name) => document.getElementById(`preview-${name}`);
const value = (name) => form.elements[name].value.trim();

// Colour
const colours = document.getElementById('colours');
const field = document.getElementById('look-colour');
const verdict = document.getElementById('colour-verdict');
const offer = document.getElementById('colour-offer');
const swatches = [...colours.querySelectorAll('[data-colour]')];

function pill(kind, words) {
  const element = document.createElement('span');
  element.className = `pill pill--${kind}`;
  element.textContent = words;
  verdict.replaceChildren(element);
}

const figure = (words, contrast) => words.replace('{ratio}', contrast.toFixed(1));

function judgeColour() {
  const colour = parse(field.value);
  const judged = colour && judge(colour);
  for (const swatch of swatches) swatch.setAttribute('aria-pressed', String(swatch.dataset.colour === field.value.trim().toLowerCase()));
  offer.hidden = !colour || judged.good;
  if (!colour) return pill('new', colours.dataset.wrong);
  if (judged.good) pill('active', figure(colours.dataset.readable, judged.text));
  else if (judged.isReadable) pill('new', figure(colours.dataset.pale, judged.page));
  else pill('new', figure(colours.dataset.unreadable, judged.text));
  if (!judged.good) {
    const darker = written(darkened(colour));
    const button = offer.querySelector('button');
    button.value = darker;
    button.querySelector('code').textContent = darker;
  }
  for (const element of stage.querySelectorAll('.wg, .launcher')) {
    element.style.setProperty('--wa', written(colour));
    element.style.setProperty('--wa-on', written(ink(colour)));
  }
}

// What was refused is forgotten as soon as it is changed.
field.addEventListener('input', () => {
  field.removeAttribute('aria-invalid');
  document.getElementById('look-colour-error')?.remove();
});

function choose(colour) {
  field.value = colour;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

for (const swatch of swatches) {
  swatch.hidden = false;
  swatch.addEventListener('click', () => choose(swatch.dataset.colour));
}
// By script the offer is only taken over; the form is saved with its own button.
offer.querySelector('button').addEventListener('click', (event) => {
  event.preventDefault();
  choose(event.currentTarget.value);
  field.focus();
});

// Preview
function show(name, words) {
  const element = part(name);
  element.textContent = words;
  element.hidden = !words;
}

function asks(name, chosen) {
  const element = part(name);
  element.hidden = chosen === 'never';
  element.querySelector('.opt').hidden = chosen !== 'optional';
}

function draw() {
  judgeColour();
  stage.dataset.corner = value('position');
  stage.dataset.launcher = value('launcher');
  part('title').textContent = document.querySelector('.rail__bell')?.getAttribute('aria-label').replace(/^Shopbell, /, '') ?? '';
  show('greeting', value('greeting') || stage.dataset.greeting);
  show('label', value('launcher') === 'wide' ? value('label') || stage.dataset.label : '');
  show('teaser', value('teaser'));
  part('topics').replaceChildren(...value('topics').split('\n').filter((line) => line.trim()).map((line) => {
    const chip = document.createElement('span');
    chip.className = 'chip';
    chip.textContent = line.trim();
    chip.dir = 'auto';
    return chip;
  }));
  asks('name', value('ask_name'));
  asks('email', value('ask_email'));
  part('consent').hidden = !value('consent');
  part('consent-text').textContent = value('consent');
  part('privacy').hidden = !value('privacy_url');
  show('offline', value('offline_text') || stage.dataset.offline);
  part('offline-form').hidden = !form.elements.offline_form.checked;
}

for (const button of stage.querySelectorAll('[data-screen]')) {
  button.addEventListener('click', () => {
    for (const other of stage.querySelectorAll('[data-screen]')) other.setAttribute('aria-pressed', String(other === button));
    for (const element of stage.querySelectorAll('[data-on]')) element.hidden = element.dataset.on !== button.dataset.screen;
  });
}

form.addEventListener('input', draw);
stage.hidden = false;
draw();

// What is not saved is not lost by a wrong click.
let isDirty = false;
form.addEventListener('input', () => { isDirty = true; });
form.addEventListener('submit', () => { isDirty = false; });
addEventListener('beforeunload', (event) => { if (isDirty) event.preventDefault(); });
