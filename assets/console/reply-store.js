// The team's quick replies as this page knows them, and one of them filled in for a chat.
import { ask, sentence } from './fragment.js';
import { text } from './texts.js';
import { toast } from './toast.js';

let known = { topics: [], language: 'en', names: {}, edit: null };

export const stock = () => known;
export const topicsOf = () => known.topics;
export const all = () => known.topics.flatMap(({ replies }) => replies);
export const byId = (id) => all().find((reply) => reply.id === id);
export const nameOf = (code) => known.names[code] ?? code;

// Reads them anew. Without an answer the page goes on with what it has.
export async function refresh() {
  try {
    const answer = await ask('/console/replies');
    if (answer.ok) known = await answer.json();
    return answer.ok;
  } catch { return false; }
}

// A topic's first reply; for all of them together the team's default.
export function firstOf(topic) {
  if (topic !== 'all') return topicsOf().find(({ id }) => id === topic)?.replies[0];
  return all().find(({ is_default: isDefault }) => isDefault) ?? all()[0];
}

const base = (code) => code.toLowerCase().split('-')[0];

// Which language will be taken: the server decides by the same rule when the reply is loaded.
export const languageFor = (reply, wanted) => pickLanguage(Object.keys(reply.texts), wanted, known.language);

export function pickLanguage(there, wanted, house) {
  const exact = (code) => there.find((have) => have.toLowerCase() === code.toLowerCase());
  const related = (code) => exact(base(code)) ?? (code && there.find((have) => base(have) === base(code)));
  return exact(wanted) ?? related(wanted) ?? exact(house) ?? related(house) ?? there[0];
}

// Words are looked for in names, tags and texts; those in a name count most, those at its beginning before others.
export function find(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return all();
  const rank = ({ name, tags, texts }) => {
    const [title, labels] = [name.toLowerCase(), tags.join(' ').toLowerCase()];
    const body = Object.values(texts).join(' ').toLowerCase();
    const ranks = words.map((word) => (title.startsWith(word) ? 0 : title.includes(word) ? 1 : labels.includes(word) ? 2 : body.includes(word) ? 3 : 9));
    return Math.max(...ranks);
  };
  return all().map((reply) => [rank(reply), reply]).filter(([rank_]) => rank_ < 9).sort(([a], [b]) => a - b).map(([, reply]) => reply);
}

// The reply with its placeholders filled for this chat; null, and said, when it did not come.
export async function loaded(chat, reply, language = '') {
  try {
    const answer = await ask(`/console/${chat}/replies/${reply.id}?${new URLSearchParams({ lang: language })}`);
    if (answer.ok) return await answer.json();
    toast(text('reply-late', { reason: await sentence(answer) }));
  } catch {
    toast(text('reply-late', { reason: text('no-answer') }));
  }
  return null;
}
