// Requests to the visitor's side of the API, and the one error they fail with.
import { noteDark } from './boot.js';
import { recall } from './host.js';

const ROOT = '/api/v1/visitor';
const PATIENCE_MS = 20_000;
const SILENCE_MS = 30_000;

// `status` is 0 when the request's fate is unknown; `wait` is the server's Retry-After in milliseconds.
export class Refusal extends Error {
  constructor(status, message, wait, code) {
    super(message);
    Object.assign(this, { status, wait, code });
  }

  // A final answer is one that the same request would get again, now or for hours: behind a file that is not taken no word waits.
  get isFinal() {
    return /^(file-quota|storage-low)$/.test(this.code) || (this.status >= 400 && this.status < 500 && ![401, 408, 425, 429].includes(this.status));
  }
}

export const authorization = () => (recall('token') ? { Authorization: `Bearer ${recall('token')}` } : {});

export async function call(method, path, body, headers) {
  const response = await send(method, path, body, headers);
  return response.status === 204 ? null : response.json().catch(() => { throw new Refusal(0, ''); });
}

export const bytes = async (path) => (await send('GET', path)).blob();

async function send(method, path, body, headers) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const response = await fetch(path.startsWith('/') && path.startsWith(ROOT) ? path : ROOT + path, {
      method,
      headers: { ...authorization(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: body === undefined ? body : JSON.stringify(body),
      signal: stop.signal,
      credentials: 'omit',
      cache: 'no-store',
    });
    noteDark(response);
    if (response.ok) return response;
    const { error } = await response.json().catch(() => ({}));
    throw new Refusal(response.status, error?.message ?? '', Number(response.headers.get('Retry-After')) * 1000 || 0, error?.code);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(0, '');
  } finally {
    clearTimeout(timer);
  }
}

// Sends a file up. `told(share)` hears how far it has come, which `fetch` would not say; `hold(abort)` is handed the way out.
export function upload(path, blob, told, hold) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer;
    const watch = () => { clearTimeout(timer); timer = setTimeout(() => request.abort(), SILENCE_MS); };
    request.open('POST', ROOT + path);
    for (const [name, value] of Object.entries({ ...authorization(), 'Content-Type': blob.type || 'application/octet-stream' })) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => { watch(); told(loaded / total); };
    request.onloadend = () => {
      clearTimeout(timer);
      const { status, response } = request;
      if (status > 199 && status < 300 && response) return resolve(response);
      reject(new Refusal(status, response?.error?.message ?? '', Number(request.getResponseHeader('Retry-After')) * 1000 || 0, response?.error?.code));
    };
    watch();
    hold(() => request.abort());
    request.send(blob);
  });
}
