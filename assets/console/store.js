// What this browser remembers for this agent. A browser that remembers nothing works all the same.
const home = document.querySelector('[data-agent]');
const mine = `shopbell:${home?.dataset.agent ?? '0'}:`;

export function recall(name) {
  try { return localStorage.getItem(mine + name); } catch { return null; }
}

export function keep(name, value) {
  try {
    if (value === null || value === '') localStorage.removeItem(mine + name);
    else localStorage.setItem(mine + name, value);
  } catch { /* Full or forbidden. */ }
}

// Names that begin so, with what is kept under them.
export function recallAll(beginning) {
  const found = [];
  try {
    for (let n = 0; n < localStorage.length; n += 1) {
      const key = localStorage.key(n);
      if (key.startsWith(mine + beginning)) found.push([key.slice(mine.length), localStorage.getItem(key)]);
    }
  } catch { /* Nothing is remembered. */ }
  return found;
}
