// Passwords: shown on request, and judged by their length while they are chosen.
import { text } from './texts.js';

for (const button of document.querySelectorAll('[data-reveal]')) {
  const field = document.getElementById(button.dataset.reveal);
  const words = [button.textContent, button.dataset.shown];
  button.hidden = false;
  button.addEventListener('click', () => {
    const show = field.type === 'password';
    field.type = show ? 'text' : 'password';
    button.textContent = words[Number(show)];
    button.setAttribute('aria-pressed', String(show));
  });
  // A shown password must not be kept by the browser as ordinary text.
  field.form?.addEventListener('submit', () => { field.type = 'password'; });
}

const GRADES = [[8, 'weak', 'fred'], [12, 'fair', 'famber'], [15, 'good', ''], [Infinity, 'strong', '']];

for (const meter of document.querySelectorAll('[data-meter]')) {
  const field = document.getElementById(meter.dataset.meter);
  const bar = meter.querySelector('svg');
  const rect = meter.querySelector('rect');
  const words = meter.querySelector('.field__hint');
  const usual = words.textContent;
  const judge = () => {
    const length = [...field.value].length;
    const [, grade, fill] = GRADES.find(([limit]) => length < limit);
    bar.toggleAttribute('hidden', length === 0);
    rect.setAttribute('width', `${Math.min(100, length * 6)}%`);
    rect.setAttribute('class', fill);
    words.textContent = length === 0 || grade === 'weak' ? usual : text(`password-${grade}`);
  };
  field.addEventListener('input', judge);
  judge();
}
