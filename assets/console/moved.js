// Whoever takes what is offered at once is taken to sit at their console while they use it: the server is told of keys
// and clicks, now and then, and of nothing else about them.
import { ask } from './fragment.js';

const EVERY_MS = 15_000;
let told = -Infinity;

function moved() {
  if (!document.querySelector('[data-tells-moves]') || document.hidden || performance.now() - told < EVERY_MS) return;
  told = performance.now();
  ask('/console/moved', { method: 'POST' }).catch(() => { told = -Infinity; });
}

for (const kind of ['keydown', 'pointerdown', 'wheel']) addEventListener(kind, moved, { capture: true, passive: true });
