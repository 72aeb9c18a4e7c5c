// Marks in what somebody types: a copy of the words lies behind the box, and only its marks can be seen.
import { el } from './dom.js';

let layer = null;
let field = null;

// The box has come into the page.
export function beginMarks(box) {
  field = box;
  if (!field) { layer = null; return; }
  layer = el('div', { class: 'cbox__text cbox__blanks', dir: 'auto', 'aria-hidden': 'true' });
  field.before(layer);
  field.addEventListener('scroll', () => { layer.scrollTop = field.scrollTop; });
}

// Marks these parts of the text: pairs of beginning and end, in order.
export function showMarks(parts) {
  if (!layer) return;
  layer.style.width = `${field.clientWidth}px`;
  if (parts.length === 0) { layer.replaceChildren(); return; }
  const { value } = field;
  let from = 0;
  const nodes = parts.flatMap(([begin, end]) => {
    const pair = [value.slice(from, begin), el('mark', {}, value.slice(begin, end))];
    from = end;
    return pair;
  });
  layer.replaceChildren(...nodes, `${value.slice(from)}\n`);
  layer.scrollTop = field.scrollTop;
}
