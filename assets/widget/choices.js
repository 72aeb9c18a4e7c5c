// What the bot offers, fetched when it has spoken. These are the numbered lines at the end of its words: under its newest
// message they are buttons, which say what stands on them; later on they are lines again.
import { el } from './dom.js';
import { send } from './outbox.js';

const MENU = /(^|\n)1\. .+(\n\d\. .+)*$/;

// `body`: that of its message.
export function offer(body) {
  const bubble = body.querySelector('.bubble');
  const words = bubble?.lastChild;
  const menu = MENU.exec(words?.data)?.[0];
  if (!menu) return;
  words.data = words.data.slice(0, -menu.length);
  bubble.append(el('span', { class: 'lines' }, menu));
  const chips = el('div', { class: 'chips' }, menu.trim().split('\n').map((item) => {
    const choice = item.slice(3);
    return el('button', { type: 'button', class: 'chip', dir: 'auto', click: () => { chips.remove(); send(choice); } }, choice);
  }));
  bubble.after(chips);
  // As a picture that came: whoever reads the end of the log goes on to do so.
  chips.dispatchEvent(new Event('load'));
}
