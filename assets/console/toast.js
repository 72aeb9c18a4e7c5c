// A short word at the top of the page that goes by itself. Read aloud, never in the way.
const LASTS = 6000;

export function toast(words) {
  const home = document.getElementById('toasts');
  if (!home || !words) return;
  const element = document.createElement('div');
  element.className = 'toast';
  element.textContent = words;
  home.append(element);
  setTimeout(() => element.remove(), LASTS);
}
