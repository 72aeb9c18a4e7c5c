// The loader, served as /w.js: launcher, badge, teaser, page views and the public calls of the web chat.
//
//   <script async src="https://HOST/w.js" data-site="SITEKEY"></script>
//   optional: data-locale="de"  data-position="left"  data-hide
//
// What it asks of the server
//   GET /widget/SITEKEY/look.js[?lang=xx]   a module, so that a host page which only lists our origin in script-src needs
//     no connect-src: `export default {…};` with Access-Control-Allow-Origin: *, and 404 for an unknown site.
//     {"colour":"#0d6570","on_colour":"#ffffff","launcher":"round|wide","label":"Ask us","position":"right|left",
//      "keep":["q"],"ask":false,"lang":"en","team":"Kite & Kettle","online":true,"teaser":"Hello! …"|null,"voice":true,"dir":"ltr",
//      "text":{"open":…,"close":…,"dismiss":…,"title":…,"unread-one":"{n} unread message","unread-other":…}}
//   GET /widget/SITEKEY[?lang=xx]#HOST-ORIGIN   the conversation, framed on the first open, or when idle for a visitor who has a token.
//
// What it says to the frame: the frame announces itself to the origin in its address; the loader answers with a port, after
// both have compared origin and window exactly. Over the port go objects with a `kind`:
//   to the frame    start {store, pages, open, user}  stored {key, value}  open  close  page {page}  user {user}
//   from the frame  keep {key, value}  close  unread {count}  message {message}  identity {verified, reason}  language {language}
// The language is the one that the team chose for the visitor; it goes before the page's own, now and at the next visit.
// The store is this page's localStorage (the frame's own may be blocked); without it the store lives as long as the page.
(() => {
  const script = document.currentScript || document.querySelector('script[data-site][src*="/w.js"]');
  const queue = window.Shopbell || [];
  if (!script || !Array.isArray(queue)) return;
  const home = new URL(script.src);
  const site = script.dataset.site || home.searchParams.get('site');
  const base = `${home.origin}/widget/${encodeURIComponent(site)}`;
  const prefix = `shopbell:${site}:`;
  const memory = {};
  const listeners = {};
  let { locale, position } = script.dataset;
  let hidden = 'hide' in script.dataset;
  let look, host, root, launcher, badge, teaser, frame, port, user, lastPage;
  let isOpen = false;
  // An opening by hand takes the focus along; one that merely follows the tab does not.
  let isGreeted = false;
  let unread = 0;

  // Storage may be forbidden (a private window, a sandbox): then it all stays in memory, and what fails here is no loss.
  const slot = (area, key, value) => {
    const name = prefix + key;
    try {
      if (value === undefined) return window[area].getItem(name) ?? memory[name] ?? null;
      if (value === null) window[area].removeItem(name);
      else window[area].setItem(name, value);
    } catch {}
    if (value === undefined) return memory[name] ?? null;
    if (value === null) delete memory[name];
    else memory[name] = value;
    return value;
  };
  const kept = (key, value) => slot('localStorage', key, value);
  const session = (key, value) => slot('sessionStorage', key, value);
  // By the team, for this visitor.
  let chosen = kept('language');
  const everything = () => {
    const all = {};
    const take = (name, value) => { if (name.startsWith(prefix)) all[name.slice(prefix.length)] = value; };
    for (const name in memory) take(name, memory[name]);
    try { for (const name of Object.keys(localStorage)) take(name, localStorage.getItem(name)); } catch {}
    return all;
  };

  const fire = (event, detail) => {
    for (const listener of listeners[event] || []) listener(detail);
    window.dispatchEvent(new CustomEvent(`shopbell:${event}`, { detail }));
  };
  const tell = (kind, data) => port?.postMessage({ kind, ...data });

  // Pages of this browser session. A reload is no new page, and of a query only utm_* and what the shop allows stays.
  // Until the look is here, which says what that is and whether the visitor has to agree first, nobody is told anything.
  // Their yes or no is the shop's cookie banner's to ask: `Shopbell.consent(true)`. A no counts where none is asked for, too.
  const mayFollow = () => (kept('consent') ? kept('consent') === '1' : !look.ask);
  const trimmed = (address) => {
    const url = new URL(address, location.href);
    for (const name of [...url.searchParams.keys()]) if (!name.startsWith('utm_') && !look.keep.includes(name)) url.searchParams.delete(name);
    return url.origin + url.pathname + url.search;
  };
  const pages = () => JSON.parse(session('pages') || '[]');
  const seen = (address, title) => {
    if (!look || !mayFollow()) return;
    const url = trimmed(address || location.href);
    const list = pages();
    const previous = list[list.length - 1]?.url;
    lastPage = url;
    if (previous === url) return;
    let referrer = previous;
    // What a browser calls a referrer need be no address.
    try { referrer ??= document.referrer && trimmed(document.referrer); } catch {}
    const page = { url, title: (title || document.title).slice(0, 200), at: Date.now(), referrer: referrer || undefined, first: !previous || undefined };
    session('pages', JSON.stringify([...list, page].slice(-30)));
    tell('page', { page });
  };
  const agree = () => {
    if (!look) return;
    if (mayFollow()) seen();
    else lastPage = session('pages', null);
  };
  // Single-page applications set the title after the address, hence the pause.
  const moved = () => setTimeout(() => { if (look && trimmed(location.href) !== lastPage) seen(); }, 300);
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name];
    history[name] = function (...args) { const result = original.apply(this, args); moved(); return result; };
  }
  addEventListener('popstate', moved);

  const make = (tag, attributes, ...children) => {
    const node = tag === 'svg' || tag === 'path' ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
    for (const name in attributes) node.setAttribute(name, attributes[name]);
    node.append(...children);
    return node;
  };
  const drawing = (box, ...paths) => make('svg', { viewBox: box, 'aria-hidden': 'true' }, ...paths.map((d) => make('path', { d })));
  const cross = () => drawing('0 0 24 24', 'M18 6 6 18M6 6l12 12');

  const css = `:host{all:initial!important;position:fixed!important;z-index:2147483000!important;inset:auto!important;color-scheme:light dark!important}
    *{box-sizing:border-box}[hidden]{display:none!important}
    .dock{position:fixed;bottom:max(20px,env(safe-area-inset-bottom));right:20px;display:flex;flex-direction:column;align-items:flex-end;gap:20px;font:14px/1.4 system-ui,sans-serif}
    .left .dock{right:auto;left:20px;align-items:flex-start}
    button{font:inherit;border:0;padding:0;margin:0;cursor:pointer}
    .bell{position:relative;width:60px;height:60px;border-radius:30px;background:var(--c);color:var(--o);display:flex;align-items:center;justify-content:center;gap:10px;box-shadow:0 6px 20px rgb(13 40 45/.32);transition:scale .18s}
    .bell:hover{scale:1.05}.bell svg{width:32px;height:32px}.wide{width:auto;padding:0 22px 0 18px;font-size:16px;font-weight:600}.wide[aria-expanded=true]{width:60px;padding:0}[aria-expanded=true] b{display:none}b{font-weight:inherit}
    path{fill:currentColor}.x path,[viewBox="0 0 24 24"] path{fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
    :focus-visible{outline:2px solid var(--c);outline-offset:3px}iframe:focus-visible{outline:0}
    i{position:absolute;top:-2px;right:-2px;min-width:22px;height:22px;padding:0 5px;border-radius:11px;background:#c4352a;color:#fff;font:600 11px/22px system-ui,sans-serif;text-align:center;box-shadow:0 0 0 2.5px #fff}
    .teaser{position:relative;display:flex;max-width:min(320px,calc(100vw - 40px));background:light-dark(#fff,#1c272b);color:light-dark(#16282b,#e7edeb);border:1px solid light-dark(#e8e3d9,#243136);border-radius:18px;border-end-end-radius:5px;box-shadow:0 4px 14px rgb(22 46 50/.14)}
    .say{background:none;color:inherit;text-align:start;padding:13px 40px 13px 15px;font-size:13px;border-radius:inherit}.say b{display:block;font-weight:600}.say span{color:light-dark(#43555a,#aebbba);overflow-wrap:anywhere}
    .x{position:absolute;inset-block-start:5px;inset-inline-end:5px;width:28px;height:28px;background:none;color:inherit;display:grid;place-items:center;border-radius:6px}.x svg{width:15px}
    iframe{position:fixed;right:20px;bottom:calc(max(20px,env(safe-area-inset-bottom)) + 74px);width:376px;max-width:calc(100vw - 40px);height:min(624px,calc(100dvh - 120px));border:0;border-radius:18px;background:light-dark(#fff,#151e21);box-shadow:0 0 0 1px light-dark(rgb(22 46 50/.08),#243136),0 14px 40px rgb(22 46 50/.22);color-scheme:light dark}
    .left iframe{right:auto;left:20px}
    @media(max-width:479.98px){iframe{inset:0!important;width:100%;max-width:none;height:100dvh;border-radius:0}.opened .dock{display:none}}
    @media(prefers-reduced-motion:reduce){.bell{transition:none}}@media print{:host{display:none!important}}`;

  const draw = () => {
    host = make('shopbell-widget');
    const shadow = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
    badge = make('i', { 'aria-hidden': 'true' });
    launcher = make('button', { type: 'button', class: look.launcher === 'wide' ? 'bell wide' : 'bell' });
    launcher.onclick = api.toggle;
    teaser = make('div', { class: 'teaser', role: 'status' });
    teaser.hidden = true;
    root = make('div', { dir: look.dir || 'ltr' }, make('div', { class: 'dock' }, teaser, launcher));
    root.style.setProperty('--c', look.colour);
    root.style.setProperty('--o', look.on_colour || '#fff');
    root.onkeydown = (event) => { if (event.key === 'Escape') { if (isOpen) api.close(); else drop(); } };
    shadow.append(root);
    document.body.append(host);
  };

  const plural = (count) => {
    const rule = new Intl.PluralRules(look.lang).select(count);
    return (look.text[`unread-${rule}`] || look.text['unread-other']).replace('{n}', count);
  };
  const refresh = () => {
    if (!root) return;
    root.className = `${(position || look.position) === 'left' ? 'left' : ''} ${isOpen ? 'opened' : ''}`;
    root.hidden = hidden && !isOpen;
    launcher.ariaExpanded = String(isOpen);
    launcher.ariaLabel = isOpen ? look.text.close : unread ? `${look.text.open}, ${plural(unread)}` : look.text.open;
    launcher.replaceChildren(isOpen ? drawing('0 0 24 24', 'm6 9 6 6 6-6') : drawing('0 0 32 32', 'M16 3.8a2.5 2.5 0 0 1 1.35 4.6v1.25a10.7 10.7 0 0 1 9.5 9.45.8.8 0 0 1-.8.9H5.95a.8.8 0 0 1-.8-.9 10.7 10.7 0 0 1 9.5-9.45V8.4A2.5 2.5 0 0 1 16 3.8Z', 'M4.9 22h22.2a2.15 2.15 0 0 1 0 4.3H13.7l-4.3 3.4a.75.75 0 0 1-1.22-.59V26.3H4.9a2.15 2.15 0 0 1 0-4.3Z'));
    if (look.launcher === 'wide') launcher.append(make('b', {}, look.label));
    badge.textContent = unread > 99 ? '99+' : unread;
    if (unread && !isOpen) launcher.append(badge);
    if (frame) frame.hidden = !isOpen;
  };
  const drop = () => { teaser.hidden = true; session('teased', '1'); };
  const tease = (title, text) => {
    if (isOpen || hidden) return;
    const say = make('button', { type: 'button', class: 'say' }, make('b', {}, title), make('span', {}, text));
    const shut = make('button', { type: 'button', class: 'x', 'aria-label': look.text.dismiss }, cross());
    say.onclick = api.open;
    shut.onclick = () => { drop(); launcher.focus(); };
    teaser.hidden = false;
    teaser.replaceChildren(say, shut);
  };

  // The language as addresses say it.
  const spoken = () => {
    const lang = chosen || locale || document.documentElement.lang;
    return lang ? `?lang=${encodeURIComponent(lang)}` : '';
  };
  const load = () => {
    if (frame) return;
    frame = make('iframe', { title: look.text.title, referrerpolicy: 'origin', src: `${base}${spoken()}#${location.origin}` });
    // A name the frame cannot forget, and a microphone only where the shop takes voice messages.
    if (look.voice) frame.allow = 'microphone';
    frame.hidden = !isOpen;
    root.prepend(frame);
  };
  // Where the visitor was in there they are again; and whoever has a chat goes on hearing of it.
  const reload = () => {
    isGreeted = document.activeElement === host;
    port?.close();
    frame?.remove();
    port = frame = null;
    if (isOpen || kept('token')) load();
    if (isOpen && isGreeted) frame.focus();
  };

  const heard = {
    keep: ({ key, value }) => { kept(String(key), value === null ? null : String(value)); },
    close: () => api.close(),
    unread: ({ count }) => { count = Number(count) || 0; if (count !== unread) { unread = count; kept('unread', String(count)); refresh(); fire('unread', { count }); } if (!count && !isOpen) teaser.hidden = true; },
    identity: ({ verified, reason }) => { if (reason) console.warn('Shopbell:', reason); fire('identity', { verified, reason }); },
    language: ({ language }) => {
      if (language === chosen) return;
      chosen = kept('language', language);
      if (look && language !== look.lang) begin();
    },
    message: ({ message }) => { fire('message', message); if (!isOpen) tease(message.name, message.text); },
  };
  addEventListener('message', (event) => {
    if (!frame || event.origin !== home.origin || event.source !== frame.contentWindow || event.data !== 'shopbell:hello') return;
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => { if (Object.hasOwn(heard, data?.kind)) heard[data.kind](data); };
    frame.contentWindow.postMessage('shopbell:port', home.origin, [channel.port2]);
    tell('start', { store: everything(), pages: pages(), open: isOpen, focus: isGreeted, user });
  });
  addEventListener('storage', (event) => {
    if (!event.key?.startsWith(prefix)) return;
    const key = event.key.slice(prefix.length);
    if (key === 'unread') { unread = Number(event.newValue); refresh(); if (!unread && teaser) teaser.hidden = true; }
    tell('stored', { key, value: event.newValue });
    if (key === 'consent') agree();
    // Another tab has just begun to chat: this one joins in, so that it hears the answers too.
    if (key === 'token' && event.newValue && look) load();
  });

  const show = () => {
    isOpen = true;
    drop();
    load();
    refresh();
    tell('open', { focus: isGreeted });
    if (isGreeted) frame.focus();
    fire('open');
  };

  const api = {
    open() {
      isGreeted = true;
      session('open', '1');
      if (root && !isOpen) show();
    },
    close() {
      if (!isOpen) return;
      const hadFocus = document.activeElement === host;
      isOpen = isGreeted = false;
      session('open', null);
      refresh();
      tell('close');
      if (hadFocus) launcher.focus();
      fire('close');
    },
    toggle() { if (isOpen) api.close(); else api.open(); },
    show() { hidden = false; refresh(); },
    hide() { hidden = true; refresh(); },
    // Another person than before finds nothing of theirs. Nobody's name is not taken for a farewell: many a page learns late
    // who looks at it. Who signs out, `reset` says.
    identify(who) {
      if (who?.id) {
        if ((kept('who') ?? who.id) != who.id) api.reset('consent');
        kept('who', who.id);
      }
      api.set(who);
    },
    set(fields) { user = { ...user, ...fields }; tell('user', { user }); },
    consent(isGiven) {
      tell('stored', { key: 'consent', value: kept('consent', isGiven ? '1' : '0') });
      agree();
    },
    track(address, title) { seen(address, title); },
    locale(code) { locale = code; if (look) begin(); },
    reset(but) {
      for (const key in everything()) if (key !== but) kept(key, null);
      session('pages', null);
      user = undefined;
      unread = 0;
      if (teaser) teaser.hidden = true;
      reload();
      refresh();
      agree();
      heard.language({ language: null });
    },
    on(event, listener) {
      (listeners[event] ??= []).push(listener);
      return () => { listeners[event] = listeners[event].filter((other) => other !== listener); };
    },
    push(...calls) {
      for (const call of calls) {
        if (typeof call === 'function') call(api);
        else if (Object.hasOwn(api, call[0])) api[call[0]](...call.slice(1));
      }
    },
  };

  const begin = async () => {
    try { look = (await import(`${base}/look.js${spoken()}`)).default; }
    catch (error) { console.warn('Shopbell is not available for this site.', error); return; }
    if (root) { reload(); refresh(); return; }
    agree();
    if (!document.body) await new Promise((resolve) => addEventListener('DOMContentLoaded', resolve));
    unread = Number(kept('unread'));
    draw();
    refresh();
    fire('ready');
    const idle = window.requestIdleCallback || ((act) => setTimeout(act, 1500));
    const wide = innerWidth >= 480;
    // An open panel follows its tab from page to page, but never covers a whole phone unasked.
    if (session('open') && (wide || isGreeted)) show();
    else if (kept('token')) idle(load);
    else if (look.teaser && wide && !session('teased')) setTimeout(() => { if (!unread && teaser.hidden && !session('teased')) tease(look.team, look.teaser); }, 4000);
  };

  if (!site) return;
  window.Shopbell = api;
  api.push(...queue);
  begin();
})();
