// What this browser remembers for this agent. Where it may not, or has no room left, the page remembers while it stands.
const home = document.querySelector('[data-agent]');
const mine = `shopbell:${home?.dataset.agent ?? '0'}:`;
const here = new Map(); // what the browser would not take

export function recall(name) {
  if (here.has(name)) return here.get(name);
  try { return localStorage.getItem(mine + name); } catch { return null; }
}

export function keep(name, value) {
  here.delete(name);
  try {
    if (value === null || value === '') localStorage.removeItem(mine + name);
    else localStorage.setItem(mine + name, value);
  } catch {
    if (value) here.set(name, value);
  }
}

// Calls `told(name, value)` when another tab of this browser keeps or forgets something.
export function onElsewhere(told) {
  addEventListener('storage', ({ key, newValue }) => { if (key?.startsWith(mine)) told(key.slice(mine.length), newValue); });
}

// Names that begin so, with what is kept under them.
export function recallAll(beginning) {
  const found = [...here].filter(([name]) => name.startsWith(beginning));
  try {
    for (let n = 0; n < localStorage.length; n += 1) {
      const key = localStorage.key(n);
      if (key.startsWith(mine + beginning)) found.push([key.slice(mine.length), localStorage.getItem(key)]);
    }
  } catch { /* Nothing is remembered. */ }
  return found;
}
