// The host page, reached over a port that loader.js hands in: storage, opening and closing, who the visitor is.
// The contract stands at the top of loader.js. Opened on its own, without a host, the frame keeps its own storage.
import { boot, state, emit } from './boot.js';

const alone = window.parent === window;
const prefix = `shopbell:${boot.site}:`;
let port;
let kept = {};

export const recall = (key) => kept[key] ?? null;
export const recallAll = (start) => Object.entries(kept).filter(([key]) => key.startsWith(start));

export function keep(key, value) {
  if (recall(key) === value) return;
  if (value === null) delete kept[key];
  else kept[key] = value;
  if (!alone) return tell('keep', { key, value });
  try {
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, value);
  } catch { /* Forbidden storage: memory serves until the page goes. */ }
}

export function tell(kind, data) {
  port?.postMessage({ kind, ...data });
}

export const canClose = !alone;

const heard = {
  open({ focus }) { state.open = true; emit('open', focus); },
  close() { state.open = false; emit('shut'); },
  page({ page }) { if (page?.url) { state.pages.push(page); emit('page', page); } },
  user({ user }) { state.user = { ...user }; emit('user'); },
  stored({ key, value }) {
    if (typeof key !== 'string') return;
    if (value === null) delete kept[key];
    else kept[key] = value;
    emit('stored', { key, value });
  },
};

// Resolves when the host page has answered; nothing works before, because the token lives over there.
export function greet() {
  if (alone) {
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) kept[name.slice(prefix.length)] = localStorage.getItem(name);
    } catch { /* no storage, no memory of an earlier visit */ }
    state.open = true;
    return Promise.resolve(true);
  }
  // The loader writes the host page's origin behind the #; the browser's own word for it wins where it has one.
  const origin = location.ancestorOrigins?.[0] ?? decodeURIComponent(location.hash.slice(1));
  return new Promise((resolve) => {
    addEventListener('message', (event) => {
      if (event.source !== parent || event.origin !== origin || event.data !== 'shopbell:port' || !event.ports[0]) return;
      port = event.ports[0];
      port.onmessage = ({ data }) => {
        if (data?.kind !== 'start') return Object.hasOwn(heard, data?.kind) && heard[data.kind](data);
        kept = { ...data.store };
        Object.assign(state, { pages: Array.isArray(data.pages) ? data.pages : [], open: Boolean(data.open), user: { ...data.user } });
        resolve(Boolean(data.focus));
      };
    });
    parent.postMessage('shopbell:hello', origin);
  });
}
