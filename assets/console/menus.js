// Menus made of <details>: one is open at a time, a click elsewhere or Esc closes it, arrows move in it.
const openMenus = () => [...document.querySelectorAll('details[data-menu][open]')];

export function closeMenus(except = null) {
  const open = openMenus().filter((menu) => menu !== except);
  for (const menu of open) menu.removeAttribute('open');
  return open.length > 0;
}

// What else can be done with a chat is done once.
document.addEventListener('click', (event) => { if (event.target.closest?.('#deeds .menu__item')) closeMenus(); });
document.addEventListener('click', (event) => closeMenus(event.target.closest?.('details[data-menu]') ?? null));
document.addEventListener('keydown', (event) => {
  const menu = event.target.closest?.('details[data-menu][open]');
  if (!menu) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    menu.removeAttribute('open');
    menu.querySelector('summary').focus();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const entries = [...menu.querySelectorAll('.menu__item')];
  const here = entries.indexOf(document.activeElement);
  entries[(here + step + entries.length) % entries.length]?.focus();
}, true);
