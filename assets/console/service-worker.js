// The console's worker, which runs while no window is open: it shows what is pushed, and says so when the house is out of
// reach. It keeps no page and no data, since the console is alive or it is nothing: just those few words that a page has left
// it in the agent's language. The server puts WORDS before it, for where there are none.
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

// ── Out of reach ───────────────────────────────────────────────────────────

addEventListener('fetch', (event) => {
  const { request } = event;
  // A page that somebody goes to; nothing that is part of one.
  if (request.mode === 'navigate' && request.destination === 'document' && request.method === 'GET') {
    event.respondWith(fetch(request).catch(away));
  }
});

const escaped = (words) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const WORDS_AT = '/away-words'; // app.js puts them there

async function away() {
  const words = await caches.match(WORDS_AT).then((kept) => kept?.json()).catch(() => null) ?? WORDS;
  const nonce = crypto.randomUUID();
  const page = `<!doctype html><html lang="${escaped(words.lang)}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words.title)}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; color: light-dark(#172022, #e4eaec); background: light-dark(#f4f6f5, #0f1719); }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; }
main { max-width: 24rem; padding: 2rem; text-align: center; }
h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .5rem; }
p { margin: 0 0 1.5rem; }
a { display: inline-block; padding: .625rem 1.25rem; border-radius: .5rem; background: #12363c; color: #fff; text-decoration: none; font-weight: 600; }
</style>
<main><h1>${escaped(words.title)}</h1><p>${escaped(words.body)}</p><a href="">${escaped(words.again)}</a></main></html>`;
  return new Response(page, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`,
    },
  });
}

// ── What is pushed ─────────────────────────────────────────────────────────

const windows = () => clients.matchAll({ type: 'window', includeUncontrolled: true });
const pathOf = (client) => new URL(client.url).pathname;

async function show(told) {
  // Who looks at the console sees it there.
  const isSeen = (await windows()).some((one) => one.focused && pathOf(one).startsWith('/console'));
  if (isSeen && told.chat) return;
  await registration.showNotification(told.title, {
    body: told.body, tag: told.tag, silent: Boolean(told.silent), renotify: !told.silent, icon: WORDS.icon,
    data: { chat: told.chat ?? null, trouble: Boolean(told.trouble) },
  });
}

addEventListener('push', (event) => {
  let told = null;
  try { told = event.data.json(); } catch { return; }
  event.waitUntil(show(told));
});

async function open({ chat, trouble } = {}) {
  const path = chat ? `/console/${chat}` : trouble ? '/admin/house' : '/account';
  const all = await windows();
  const console_ = all.find((one) => pathOf(one).startsWith('/console'));
  if (console_ && chat) {
    await console_.focus();
    console_.postMessage({ open: chat });
    return;
  }
  await clients.openWindow(path);
}

addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data ?? {}));
});

// The browser has taken another address at its push service.
addEventListener('pushsubscriptionchange', (event) => {
  const options = event.oldSubscription?.options;
  const renew = async () => {
    const given = event.newSubscription ?? (options && await registration.pushManager.subscribe(options));
    if (!given) return;
    const { endpoint, keys } = given.toJSON();
    await fetch('/account/push', { method: 'POST', headers: { 'x-fragment': '1' }, body: new URLSearchParams({ endpoint, ...keys }) });
  };
  event.waitUntil(renew());
});
