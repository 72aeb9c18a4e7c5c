// Files beside a message that has not been sent yet, kept in this browser so that a reload loses none. Where the browser
// keeps nothing, they last as long as the page.
const NAME = 'shopbell-files';
const STORE = 'file';
// The server forgets what was uploaded and not sent after a day.
const LASTS_MS = 23 * 3_600_000;

const agent = document.querySelector('[data-agent]')?.dataset.agent ?? '0';
let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE, { keyPath: 'key' }));
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
  return opening;
}

async function act(mode, deed) {
  try {
    const store = (await open()).transaction(STORE, mode).objectStore(STORE);
    return await new Promise((resolve, reject) => {
      const request = deed(store);
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  } catch {
    return null; // Private windows may keep nothing.
  }
}

export const keepFile = (record) => act('readwrite', (store) => store.put({ ...record, agent, at: Date.now() }));
export const forgetFile = (key) => act('readwrite', (store) => store.delete(key));

// What this agent has not sent yet, oldest first.
export async function keptFiles() {
  const all = (await act('readonly', (store) => store.getAll())) ?? [];
  const old = all.filter((record) => Date.now() - record.at > LASTS_MS);
  for (const record of old) forgetFile(record.key);
  return all.filter((record) => record.agent === agent && !old.includes(record)).sort((a, b) => a.at - b.at);
}
