// A draft that one has begun in another tab or on another computer, while other words stand in this box: it stands above
// them until one says what becomes of it.
import * as composer from './composer.js';
import { el, icon } from './dom.js';
import * as drafts from './drafts.js';
import { currentChat } from './list.js';
import { onElsewhere } from './store.js';
import { text } from './texts.js';

function draw() {
  document.getElementById('elsewhere')?.remove();
  const place = document.getElementById('attached');
  const [chat, mode] = [currentChat(), composer.mode()];
  const words = place && drafts.setAsideOf(chat, mode);
  if (!words) return;
  const end = (isTaken) => {
    drafts.settle(chat, mode);
    if (isTaken) composer.append(words);
    draw();
    composer.focus();
  };
  place.before(el('div', { class: 'answering', id: 'elsewhere', role: 'status' }, icon('monitor-smartphone', 'sm'),
    el('div', { class: 'grow answering__what' }, el('b', {}, text('elsewhere')), el('span', { class: 'truncate', dir: 'auto', title: words }, words)),
    el('button', { type: 'button', class: 'btn btn--sm', click: () => end(true) }, text('elsewhere-take')),
    el('button', { type: 'button', class: 'iconbtn iconbtn--sm', 'aria-label': text('elsewhere-drop'), title: text('elsewhere-drop'), click: () => end(false) }, icon('x', 'sm'))));
}

composer.onBegin(draw);
composer.onMode(draw);
drafts.onClash((chat) => { if (chat === currentChat()) draw(); });
onElsewhere((name) => { if (name === `elsewhere:${currentChat()}:${composer.mode()}`) draw(); });
