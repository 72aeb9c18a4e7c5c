// Bytes of files that have not gone out yet, kept by the browser where it may, so that a reload loses none.
import { keep } from './host.js';

const STORE = 'file';
let opening;

const told = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });

async function act(mode, deed) {
  try {
    if (!opening) {
      const request = indexedDB.open('shopbell', 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      opening = told(request);
    }
    return await told(deed((await opening).transaction(STORE, mode).objectStore(STORE)));
  } catch { /* Then they last as long as the page. */ }
}

export function stash(name, value) {
  // Whoever makes the host page forget everything takes this along, and then the bytes go too.
  if (value !== null) keep('stash', '1');
  return act('readwrite', (store) => (value === null ? store.delete(name) : store.put(value, name)));
}
export const unstash = (name) => act('readonly', (store) => store.get(name));
export const stashed = (start) => act('readonly', (store) => store.getAllKeys(IDBKeyRange.bound(start, `${start}~`)));
export const stashNothing = () => act('readwrite', (store) => store.clear());
