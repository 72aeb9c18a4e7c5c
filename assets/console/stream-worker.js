// The one stream of this browser, shared by its tabs: browsers open about six connections to a host, and the seventh tab
// shall load too. It also names the tab that rings: exactly one, whichever was looked at last and may make a sound.
import { connect } from './stream-source.js';

const MOST_UNANSWERED = 6;
const PING_MS = 15_000;
const tabs = new Map();
let source = null;
let isLinked = null;

function lead() {
  const rank = ([, tab]) => (tab.isArmed ? 2 : 0) + (tab.isVisible ? 1 : 0);
  const best = [...tabs].sort((a, b) => rank(b) - rank(a) || b[1].lookedAt - a[1].lookedAt)[0]?.[0];
  for (const [port, tab] of tabs) {
    const leads = port === best;
    if (tab.leads === leads) continue;
    tab.leads = leads;
    port.postMessage({ leads });
  }
}

const toAll = (message) => { for (const port of tabs.keys()) port.postMessage(message); };

function start({ agent, seen }) {
  source = connect({
    agent,
    seen,
    tell: (kind, data, id) => toAll({ kind, data, id }),
    link(linked) { isLinked = linked; toAll({ linked }); },
    out() { source = null; toAll({ out: true }); },
  });
}

function leave(port) {
  tabs.delete(port);
  lead();
  if (tabs.size > 0) return;
  source?.close();
  source = null;
  isLinked = null;
}

function hear(port, message) {
  if (message.bye) { leave(port); return; }
  // A tab that the browser froze was forgotten, and wakes up.
  if (!tabs.has(port) && !('seen' in message)) { port.postMessage({ who: true }); return; }
  const tab = tabs.get(port) ?? { isArmed: false, isVisible: false, lookedAt: 0, leads: null };
  tab.unanswered = 0;
  if ('seen' in message) {
    tabs.set(port, tab);
    if (!source) start(message);
    // It was drawn before what the others have heard since.
    else if (message.seen < source.last) port.postMessage({ kind: 'reset', data: {}, id: source.last });
    if (isLinked !== null) port.postMessage({ linked: isLinked });
  }
  if ('isArmed' in message) tab.isArmed = message.isArmed;
  if ('isVisible' in message) {
    tab.isVisible = message.isVisible;
    if (message.isVisible) { tab.lookedAt = Date.now(); source?.nudge(); }
  }
  if (message.nudge) source?.nudge();
  if (message.doubt) source?.doubt();
  lead();
}

self.addEventListener('connect', (event) => {
  const [port] = event.ports;
  port.addEventListener('message', ({ data }) => hear(port, data));
  port.start();
});

// A tab that crashed says no goodbye. Questions are counted and not the time: a computer that slept did not ask.
setInterval(() => {
  for (const [port, tab] of tabs) {
    if (tab.unanswered >= MOST_UNANSWERED) { leave(port); continue; }
    tab.unanswered += 1;
    port.postMessage({ ping: true });
  }
}, PING_MS);
