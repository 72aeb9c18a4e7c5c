// The visitor's session: begun by the first thing the visitor sends, resumed from the token, forgotten when revoked.
import { boot, state, emit, isChatting } from './boot.js';
import { call, Refusal } from './api.js';
import { keep, recall, tell } from './host.js';
import { inTurn } from './lock.js';

const PAGE_EVERY_MS = 1000;
let pageTimer;

export const hasSession = () => recall('token') !== null;

export const details = () => ({ ...JSON.parse(recall('details') ?? '{}'), ...named(state.user) });
export const saveDetails = (fields) => keep('details', JSON.stringify(fields));

// As the server has it (src/base/text.rs): what passes here and not there would keep its owner from writing.
const EMAIL = /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[^\s@<>()[\]\\,;:".-](?:[^\s@<>()[\]\\,;:".]*[^\s@<>()[\]\\,;:".-])?\.)+(?=..)[^\s@<>()[\]\\,;:".-](?:[^\s@<>()[\]\\,;:".]*[^\s@<>()[\]\\,;:".-])?$/u;
export const isEmail = (text) => EMAIL.test(text);

const named = ({ name, email }) => ({ ...(name && { name: String(name) }), ...(email && isEmail(email) && { email }) });

// What the shop's cookie banner has said, and with `told` what of it the server knows. Nothing said: the shop does not ask.
const consent = () => (recall('consent') ? recall('consent') === '1' : undefined);

// Two tabs that begin at once shall share one session, so the second waits and finds the first one's token.
export function begin(isOffline) {
  const start = async () => {
    if (hasSession()) return;
    const { id, hash, until } = state.user;
    const { name, email } = details();
    const page = state.pages.at(-1);
    const ask = (address) => call('POST', '/sessions', {
      site: boot.site, name, email: address, offline: isOffline || undefined, // The widget speaks the page's language; what the visitor speaks, only their browser knows.
      language: navigator.language || boot.lang,
      page: page?.url, referrer: page?.referrer, pages: state.pages, consent: consent(),
      identity: id && hash ? { id: String(id), hash: String(hash), until: Number(until) || undefined, name, email: address } : undefined,
    });
    // An address that is none, as one kept here long ago, keeps nobody from writing.
    const answer = await ask(email).catch((error) => { if (error.code !== 'bad-email') throw error; return ask(); });
    keep('token', answer.token);
    if (id && hash) tell('identity', { verified: answer.verified, reason: answer.identity_refused });
    keep('page', page ? `${page.at}` : null);
    keep('told', recall('consent'));
    state.conversation = { id: answer.conversation_id, status: 'fresh', agent: null, survey: 'none' };
    emit('session');
  };
  return inTurn(`shopbell:session:${boot.site}`, start);
}

export async function resume() {
  try {
    let me;
    // News that comes down the stream while we ask may be newer than the answer.
    for (let heard = null; heard !== state.heard;) {
      heard = state.heard;
      me = await call('GET', '/me');
    }
    state.online = me.online;
    state.opens = me.opens;
    state.conversation = me.conversation;
    emit('conversation');
  } catch (error) {
    if (error.status === 401) forget(recall('token'));
    else throw error;
  }
}

// Only the token that was refused is forgotten: another tab may have begun anew meanwhile.
export function forget(token) {
  if (recall('token') !== token) return;
  keep('token', null);
  state.conversation = null;
  emit('forgotten');
}

// The page the visitor is on now, at most one a second, and only while somebody might look at it.
export function reportPage() {
  if (pageTimer || !hasSession() || !isChatting()) return;
  pageTimer = setTimeout(() => {
    pageTimer = null;
    const page = state.pages.at(-1);
    if (!page || recall('page') === `${page.at}`) return;
    call('POST', '/pages', { ...page, at: undefined, consent: consent() })
      .then(() => keep('page', `${page.at}`), () => { /* The next page tells more than this one. */ });
  }, PAGE_EVERY_MS);
}

// A yes may come at any time, and so may a no, which takes back what has not been told yet.
export function reportConsent() {
  const said = recall('consent');
  if (!said) return;
  if (!consent()) state.pages = [];
  if (!hasSession() || recall('told') === said) return;
  call('POST', '/pages', { consent: consent() }).then(() => keep('told', said), () => { /* Told at the next visit. */ });
}

// The site told us who this is: a stranger gets a name. For another person than before the loader begins us anew.
export function recognise() {
  if (!hasSession()) return;
  const fields = named(state.user);
  const mark = JSON.stringify(fields);
  if (mark === '{}' || recall('profile') === mark) return;
  call('POST', '/profile', fields).then(() => keep('profile', mark), (error) => {
    if (!(error instanceof Refusal)) throw error;
  });
}
