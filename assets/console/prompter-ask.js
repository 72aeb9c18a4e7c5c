// Asks a prompter. What one elsewhere says comes in lines of JSON, its words as it writes them.
import { ask } from './fragment.js';
import { lines } from './lines.js';

const PATIENCE_MS = 3_000;
const ELSEWHERE_MS = 40_000; // its own limits are the server's

// Why one says nothing; see `js-prompter-fault-…`.
export class Fault extends Error {
  constructor(word) { super(word); this.word = word; }
}

// The proposals for a chat. `fields`: what is asked of whom. `grew(words)` hears what there is of an answer so far. Ends
// with `own`, an AbortController.
export async function asked(chat, fields, own, grew = () => {}) {
  const signal = AbortSignal.any([own.signal, AbortSignal.timeout(fields.prompter ? ELSEWHERE_MS : PATIENCE_MS)]);
  const answer = await ask(`/console/${chat}/prompter`, { method: 'POST', body: new URLSearchParams(fields), signal });
  if (!answer.ok) throw new Fault('late');
  if (!fields.prompter) return (await answer.json()).proposals;
  let words = '';
  for await (const said of lines(answer.body)) {
    if (said.fault) throw new Fault(said.fault);
    if (said.proposals) return said.proposals;
    words += said.more;
    grew(words);
  }
  throw new Fault('cut-off');
}

// Words of which more are coming: a place that is filled when they are whole is none to be read.
export const soFar = (words) => words.replace(/\{[^{}]*(\}|$)/g, '…');

// Who can be asked, as the server wrote it beside an element.
export function offered(node) {
  const { built_in: builtIn, others } = JSON.parse(node?.dataset.prompters ?? '{"built_in":false,"others":[]}');
  return { builtIn, others };
}
