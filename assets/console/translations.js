// What was written in a log, as a machine says it in the reader's language, with the original one click away. On or off per
// chat, in this browser.
import { el } from './dom.js';
import { ask } from './fragment.js';
import { lines } from './lines.js';
import { keep, recall } from './store.js';
import { text } from './texts.js';

const PATIENCE_MS = 80_000; // its own limits are the server's
const MOST = 60;

const place = (chat) => `translate:${chat}`;
export const isOn = (chat) => recall(place(chat)) === 'on';
export const turn = (chat, on) => keep(place(chat), on ? 'on' : null);

const tool = (words, act) => el('button', { type: 'button', class: 'msg__other linkbtn xs', click: act }, words);

// `log()`: where it stands; `chat()`: whose log that is; `isThere()`: whether the house translates; `isOn()`: whether it
// shall be done here.
export function translations({ log, chat, isThere, isOn: isWanted }) {
  const known = new Map();   // message -> { text, is_original } or { fault }
  const asked = new Set();   // messages of which we need not ask again, with and without a machine
  const flipped = new Set(); // of which one looks at the other text
  const read = new Map();    // message -> its words, as they stood here last
  let asking = null;
  let watcher = null;
  let soon = null;

  function entries() {
    return [...(log()?.querySelectorAll('article[data-id]:is(.msg--in, .msg--out):not(.msg--comment)') ?? [])].filter((one) => one.querySelector('.bubble__text'));
  }

  function drawEntry(entry) {
    const id = Number(entry.dataset.id);
    const isOurs = entry.classList.contains('msg--out');
    const said = known.get(id);
    const own = entry.querySelector('.bubble__text');
    const mayShow = said && (isOurs ? said.is_original : isWanted() && said.text !== own.textContent);
    const old = entry.querySelector('.bubble__other');
    const oldTool = entry.querySelector('.msg__other');
    if (!mayShow) { old?.remove(); oldTool?.remove(); entry.classList.remove('is-other'); return; }
    if (said.fault) {
      const words = text('translate-failed');
      if (oldTool?.textContent !== words) { oldTool?.remove(); own.parentElement.after(tool(words, () => { known.delete(id); asked.delete(`${id} on`); look(); })); }
      return;
    }
    // Of ours one sees what the customer got, of theirs what one understands.
    const isOther = flipped.has(id) === isOurs;
    if (old?.textContent !== said.text) { old?.remove(); own.after(el('span', { class: 'bubble__other', dir: 'auto' }, said.text)); }
    entry.classList.toggle('is-other', isOther);
    const words = text(`translate-${isOurs ? (isOther ? 'sent' : 'written') : (isOther ? 'original' : 'back')}`);
    if (oldTool?.textContent === words) return;
    oldTool?.remove();
    own.parentElement.after(tool(words, () => {
      if (!flipped.delete(id)) flipped.add(id);
      drawEntry(entry);
      entry.querySelector('.msg__other')?.focus();
    }));
  }

  // A message that was changed is another one: nothing that is known of its old words is shown beside the new ones.
  function keepUp(entry) {
    const [id, words] = [Number(entry.dataset.id), entry.querySelector('.bubble__text').textContent];
    if (read.has(id) && read.get(id) !== words) {
      known.delete(id);
      flipped.delete(id);
      for (const mark of ['on', 'off']) asked.delete(`${id} ${mark}`);
    }
    read.set(id, words);
  }

  function draw() {
    for (const entry of entries()) {
      keepUp(entry);
      drawEntry(entry);
    }
  }

  async function look() {
    clearTimeout(soon);
    if (!isThere()) return;
    draw();
    const on = isWanted();
    const mark = (id) => `${id} ${on ? 'on' : 'off'}`;
    const ids = entries().filter((entry) => on || entry.classList.contains('msg--out')).map((entry) => Number(entry.dataset.id)).filter((id) => !asked.has(mark(id))).slice(-MOST);
    if (ids.length === 0 || asking) return;
    const own = asking = new AbortController();
    for (const id of ids) asked.add(mark(id));
    const words = new Map(ids.map((id) => [id, read.get(id)]));
    const body = new URLSearchParams(ids.map((id) => ['message', id]));
    if (on) body.set('translate', 'on');
    try {
      const answer = await ask(`/console/${chat()}/translations`, { method: 'POST', body, signal: AbortSignal.any([own.signal, AbortSignal.timeout(PATIENCE_MS)]) });
      if (!answer.ok) throw new Error(answer.statusText);
      for await (const { message, ...said } of lines(answer.body)) {
        if (read.get(message) === words.get(message)) known.set(message, said);
        draw();
      }
    } catch {
      // What did not come is asked for with the next message.
      for (const id of ids) if (!known.has(id)) asked.delete(mark(id));
    }
    if (own !== asking) return;
    asking = null;
    const isLeft = (id) => id > ids.at(-1) || (words.has(id) && read.get(id) !== words.get(id));
    if (entries().some((entry) => isLeft(Number(entry.dataset.id)))) look();
  }

  function lookSoon() {
    clearTimeout(soon);
    soon = setTimeout(look, 50);
  }

  // It is wished otherwise than before.
  function again() {
    asking?.abort();
    asking = null;
    look();
  }

  // Another log has come into the page.
  function begin() {
    asking?.abort();
    asking = null;
    watcher?.disconnect();
    if (!isThere() || !log()) return;
    watcher = new MutationObserver(lookSoon);
    watcher.observe(log(), { childList: true, subtree: true });
    look();
  }

  return { again, begin, draw };
}
