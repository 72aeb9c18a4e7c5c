// Requests to the visitor's side of the API, and the one error they fail with.
import { recall } from './host.js';

const ROOT = '/api/v1/visitor';
const PATIENCE_MS = 20_000;
const UPLOAD_PATIENCE_MS = 120_000;

// `status` is 0 when the request's fate is unknown; `wait` is the server's Retry-After in milliseconds.
export class Refusal extends Error {
  constructor(status, message, wait) {
    super(message);
    this.status = status;
    this.wait = wait;
  }

  // A final answer is one that the same request would get again.
  get isFinal() {
    return this.status >= 400 && this.status < 500 && ![401, 408, 425, 429].includes(this.status);
  }
}

export const authorization = () => (recall('token') ? { Authorization: `Bearer ${recall('token')}` } : {});

export async function call(method, path, body, headers) {
  const response = await send(method, path, body, headers);
  return response.status === 204 ? null : response.json().catch(() => { throw new Refusal(0, ''); });
}

export const bytes = async (path) => (await send('GET', path)).blob();

async function send(method, path, body, headers) {
  const isRaw = body instanceof Blob;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), isRaw ? UPLOAD_PATIENCE_MS : PATIENCE_MS);
  try {
    const response = await fetch(path.startsWith('/') && path.startsWith(ROOT) ? path : ROOT + path, {
      method,
      headers: { ...authorization(), ...(body === undefined ? {} : { 'Content-Type': isRaw ? body.type : 'application/json' }), ...headers },
      body: isRaw || body === undefined ? body : JSON.stringify(body),
      signal: stop.signal,
      credentials: 'omit',
      cache: 'no-store',
    });
    if (response.ok) return response;
    const { error } = await response.json().catch(() => ({}));
    throw new Refusal(response.status, error?.message ?? '', Number(response.headers.get('Retry-After')) * 1000 || 0);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(0, '');
  } finally {
    clearTimeout(timer);
  }
}
