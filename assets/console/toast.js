// A short word at the top of the page that goes by itself. Read aloud, never in the way.
const LASTS = 6_000;
// What can be taken back is there for longer.
const DEED_LASTS = 10_000;

export function toast(words, ...deeds) {
  const home = document.getElementById('toasts');
  if (!home || !words) return;
  // What could be undone a moment ago has been left behind by what was done since.
  for (const old of home.querySelectorAll('.toast:has(button)')) old.remove();
  const element = document.createElement('div');
  element.className = 'toast';
  const said = document.createElement('span');
  said.textContent = words;
  element.append(said, ...deeds);
  for (const deed of deeds) deed.addEventListener('click', () => element.remove());
  home.append(element);
  setTimeout(() => element.remove(), deeds.length > 0 ? DEED_LASTS : LASTS);
}
