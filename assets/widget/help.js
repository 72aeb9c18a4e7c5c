// Answers from the help centre, fetched when somebody begins to look for one.
import { boot } from './boot.js';
import { el, icon, unseen } from './dom.js';
import { t } from './words.js';

const PAUSE_MS = 250;
const PATIENCE_MS = 8_000;

// Fills `list` with what fits the words in `field`; a newer word lets an older question go.
export function find(field, list) {
  let timer;
  let asked;
  const show = (articles) => list.replaceChildren(...articles.length
    ? articles.map(({ title, lead, path, language }) => el('li', {}, el('a', { class: 'topic', href: path, target: '_blank', rel: 'noopener', lang: language },
      el('span', { class: 'grow', dir: 'auto' }, el('b', {}, title), el('small', {}, lead)), icon('chevron', 'icon--sm flip'), unseen(t('help-new-tab')))))
    : [el('li', { class: 'muted' }, el('span', { role: 'status' }, t('help-none')))]);
  const ask = async () => {
    asked?.abort();
    const own = asked = new AbortController();
    const late = setTimeout(() => own.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(`/api/v1/widget/${boot.site}/help?${new URLSearchParams({ q: field.value.trim(), lang: boot.lang })}`, { signal: own.signal, credentials: 'omit' });
      if (!answer.ok) throw new Error(answer.status);
      const { articles } = await answer.json();
      if (own === asked) show(articles);
    } catch {
      // What is there stays; one can always write.
    } finally {
      clearTimeout(late);
    }
  };
  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE_MS); });
  return ask();
}
