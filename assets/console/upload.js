// Sends one file and tells how far it has come. A line that breaks is tried again by itself, from the beginning, until the
// file is there or somebody gives it up: the server keeps nothing of half a file.
import { sentenceIn } from './fragment.js';

const SILENCE_MS = 30_000;
const LONGEST_PAUSE_MS = 15_000;
const wakers = new Set();
const agent = document.querySelector('[data-agent]')?.dataset.agent;

addEventListener('online', () => { for (const wake of wakers) wake(); });

function nap(ms, signal) {
  return new Promise((resolve) => {
    const done = () => { clearTimeout(timer); wakers.delete(done); resolve(); };
    const timer = setTimeout(done, ms);
    wakers.add(done);
    signal.addEventListener('abort', done, { once: true });
  });
}

// One try. `fetch` would not tell how much has left.
function attempt(url, blob, { progress, signal }) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let timer = null;
    const watch = () => { clearTimeout(timer); timer = setTimeout(() => request.abort(), SILENCE_MS); };
    const end = (status) => {
      clearTimeout(timer);
      resolve({ status, body: status ? request.responseText : '', wait: status ? Number(request.getResponseHeader('retry-after')) * 1000 : 0 });
    };
    request.open('POST', url);
    request.setRequestHeader('x-fragment', '1');
    if (agent) request.setRequestHeader('x-agent', agent);
    request.setRequestHeader('content-type', blob.type || 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => { watch(); progress(event.total ? event.loaded / event.total : 0); });
    request.addEventListener('load', () => end(request.status));
    for (const way of ['error', 'abort']) request.addEventListener(way, () => end(0));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    watch();
    request.send(blob);
  });
}

// Answers with what the server says of the file; null when it was given up. A final no is thrown with its words and code.
// `stuck` is called when it has to wait: for the line, or for what the server says.
export async function upload(url, blob, { progress, stuck, signal }) {
  for (let tries = 0; !signal.aborted; tries += 1) {
    const { status, body, wait } = await attempt(url, blob, { progress, signal });
    if (status >= 200 && status < 300) return JSON.parse(body);
    if (signal.aborted) break;
    const isFinal = status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
    let code = null;
    try { ({ code } = JSON.parse(body).error); } catch { /* Only the words count. */ }
    if (isFinal) throw Object.assign(new Error(sentenceIn(body) ?? String(status)), { code });
    // A line that is back sends it by itself; a disk with room is somebody's work.
    stuck(code === 'storage-low' ? sentenceIn(body) : null);
    await nap(wait || Math.random() * Math.min(1000 * 2 ** tries, LONGEST_PAUSE_MS) + 250, signal);
  }
  return null;
}
