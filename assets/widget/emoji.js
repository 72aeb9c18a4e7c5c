// A small grid of common emoji; the system's own picker has the rest.
import { el } from './dom.js';
import { t } from './words.js';

const EMOJI = '😀 😄 😂 🙂 😉 😊 😍 😘 😎 🤔 😐 😕 🙁 😢 😭 😡 😱 😴 🤒 🤗 👍 👎 👌 🙏 👏 🙌 💪 👋 🤝 ✌️ ❤️ 💔 ✨ 🎉 🎁 🔥 ⭐ ✅ ❌ ❓ ❗ 📦 🚚 📷 🧾 💳 🏠 ☎️'.split(' ');
const COLUMNS = 8;

let panel = null;

export function toggle(opener, foot, choose) {
  if (panel) return close(opener);
  const buttons = EMOJI.map((emoji, index) => el('button', { type: 'button', tabindex: index ? '-1' : '0', click: () => { close(opener); choose(emoji); } }, emoji));
  const moves = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };
  const keydown = (event) => {
    if (event.key === 'Escape') { event.stopPropagation(); close(opener); opener.focus(); return; }
    const mirrored = getComputedStyle(panel).direction === 'rtl' && event.key.match(/Left|Right/) ? -1 : 1;
    const target = buttons[buttons.indexOf(document.activeElement) + moves[event.key] * mirrored];
    if (!target) return;
    event.preventDefault();
    buttons.forEach((button) => { button.tabIndex = button === target ? 0 : -1; });
    target.focus();
  };
  panel = el('div', { class: 'pop emoji', role: 'dialog', 'aria-label': t('emoji'), keydown }, buttons);
  foot.append(panel);
  opener.ariaExpanded = 'true';
  buttons[0].focus();
  setTimeout(() => addEventListener('pointerdown', outside));
  function outside(event) {
    if (panel?.contains(event.target) || opener.contains(event.target)) return;
    removeEventListener('pointerdown', outside);
    close(opener);
  }
}

function close(opener) {
  panel?.remove();
  panel = null;
  opener.ariaExpanded = 'false';
}
