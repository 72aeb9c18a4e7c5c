// Pictures, voice messages and files in the log. Their bytes need the token, so they are fetched and shown from a blob: address.
import { bytes } from './api.js';
import { el, icon } from './dom.js';
import { player } from './player.js';
import { size, t } from './words.js';

export function attachment(file) {
  if (file.kind === 'image') return picture(file);
  if (file.kind === 'card') return card(file);
  if (file.kind === 'voice') return player(() => source(file), file.duration_ms ?? file.ms, file.levels);
  return document_(file);
}

// Blobs of what this tab has just sent need no fetching.
const source = (file) => (file.blob ? Promise.resolve(file.blob) : bytes(file.url));

function picture(file) {
  const image = el('img', { class: 'shot', alt: t('picture-named', { name: file.name }), width: file.width, height: file.height, decoding: 'async' });
  const link = el('a', { class: 'shotlink', target: '_blank', 'aria-label': t('picture-open', { name: file.name }) }, image);
  source(file).then((blob) => {
    image.src = URL.createObjectURL(blob);
    link.href = image.src;
  }, () => link.replaceWith(document_(file)));
  return link;
}

function card(file) {
  const { title, teaser, link, language } = file.card;
  const image = el('img', { alt: '', decoding: 'async' });
  source(file).then((blob) => { image.src = URL.createObjectURL(blob); }, () => image.remove());
  const isWeb = /^https?:/i.test(link);
  return el(isWeb ? 'a' : 'span', { class: 'card', dir: 'auto', lang: language, ...(isWeb && { href: link, target: '_blank', rel: 'noopener noreferrer' }) },
    image, el('b', {}, title), teaser && el('span', {}, teaser), isWeb && el('small', {}, link.split('/')[2]));
}

function document_(file) {
  const open = async () => {
    const address = URL.createObjectURL(await source(file));
    el('a', { href: address, download: file.name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return el('button', { type: 'button', class: 'bubble file', click: open }, icon('clip'),
    el('span', {}, el('b', {}, file.name), el('small', {}, size(file.size ?? 0))));
}
