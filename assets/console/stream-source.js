// One connection to the team's stream: Server-Sent Events read by fetch, so that silence is noticed. (EventSource
// keeps the heartbeats to itself.) Comes back by itself from the last event heard, with a growing and uneven pause.
const SILENCE_MS = 35_000;
const LONGEST_PAUSE_MS = 30_000;
// A line that gives nothing for so long keeps back what is not complete: proxies do. Then answers are asked for that end.
const PATIENCE_MS = 10_000;
// A screen that is further behind loads itself anew.
const RESET_BEYOND = 5_000;

// `agent` is for whom. `tell(kind, data, id)` hears every event, `link(true or false)` whether the line stands, `out()` that one is signed out.
export function connect({ agent, seen, tell, link, out }) {
  let last = seen;
  let stop = null;
  let wake = null;
  let heardAt = 0;
  let isEnded = false;
  let isPolling = false;

  function take(block) {
    let kind = 'message';
    let data = '';
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      if (colon < 1) continue;
      const value = line.slice(colon + 1).replace(/^ /, '');
      const name = line.slice(0, colon);
      if (name === 'id') last = Number(value);
      else if (name === 'event') kind = value;
      else if (name === 'data') data += value;
    }
    if (!data || kind === 'lagged') return;
    let body;
    try { body = JSON.parse(data); } catch { return; }
    tell(kind, body, last);
  }

  async function read(opened) {
    stop = new AbortController();
    heardAt = Date.now();
    const watch = setInterval(() => { if (Date.now() - heardAt > SILENCE_MS) stop.abort(); }, 5_000);
    const patience = isPolling ? null : setTimeout(() => { isPolling = true; stop.abort(); }, PATIENCE_MS);
    try {
      const from = last === null ? '' : `last_event_id=${last}&`;
      const once = isPolling ? '&once=true' : '';
      const answer = await fetch(`/api/v1/agent/events?${from}reset_beyond=${RESET_BEYOND}${once}`, {
        signal: stop.signal, cache: 'no-store', credentials: 'same-origin', headers: { Accept: 'text/event-stream', 'x-agent': agent },
      });
      if (answer.status === 401) { isEnded = true; out(); return false; }
      if (!answer.ok) return false;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return isPolling;
        heardAt = Date.now();
        clearTimeout(patience);
        opened();
        link(true);
        const blocks = (rest + value).split('\n\n');
        rest = blocks.pop();
        blocks.forEach(take);
      }
    } finally {
      clearInterval(watch);
      clearTimeout(patience);
      stop.abort();
    }
  }

  async function run() {
    for (let tries = 0; !isEnded;) {
      let isWhole = false;
      try { isWhole = await read(() => { tries = 0; }); } catch { /* The line broke; it is laid anew. */ }
      if (isEnded) return;
      if (isWhole) continue;
      link(false);
      const pause = Math.random() * Math.min(500 * 2 ** tries, LONGEST_PAUSE_MS) + 250;
      tries += 1;
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, pause);
        wake = () => { clearTimeout(timer); resolve(); };
      });
    }
  }
  run();

  return {
    // Now is a good moment: the network is back, or somebody looks at the page again.
    nudge() {
      wake?.();
      if (Date.now() - heardAt > SILENCE_MS) stop?.abort();
    },
    // Something else failed on the same line: is the stream still there?
    doubt() {
      isPolling = false;
      stop?.abort();
    },
    close() {
      isEnded = true;
      stop?.abort();
      wake?.();
    },
    get last() { return last; },
  };
}
