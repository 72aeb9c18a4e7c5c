// Pictures, voice messages and files in the log. Their bytes need the token, so they are fetched and shown from a blob: address.
import { bytes } from './api.js';
import { emit } from './boot.js';
import { el, icon } from './dom.js';
import { player } from './player.js';
import { size, t } from './words.js';

export function attachment(file) {
  const type = file.media_type ?? file.type ?? '';
  if (file.kind === 'image') return picture(file);
  if (file.kind === 'card') return card(file);
  if (file.kind === 'voice' || type.startsWith('audio/')) return player((asOgg) => source(file, asOgg), file.duration_ms ?? file.ms, file.levels, type, document_(file));
  return type.startsWith('video/') ? film(file) : document_(file);
}

// Blobs of what this tab has just sent need no fetching.
const source = (file, asOgg) => (file.blob ? Promise.resolve(file.blob) : bytes(asOgg ? `${file.url}?as=ogg` : file.url));

// Fetched when somebody wants to see it: it may be large.
function film(file) {
  const card = document_(file);
  const play = el('button', { type: 'button', class: 'film', 'aria-label': t('video-play', { name: file.name }), click: async () => {
    play.ariaBusy = 'true';
    try { play.replaceWith(screen(await source(file))); } catch { play.ariaBusy = 'false'; emit('trouble', t('not-loaded')); }
  } }, icon('play'));
  return el('div', { class: 'stack' }, play, card);
}

export const screen = (blob, autoplay = true) => el('video', { class: 'film', controls: true, autoplay, playsinline: true, src: URL.createObjectURL(blob) });

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
    const blob = await source(file).catch(() => emit('trouble', t('not-loaded')));
    if (!blob) return;
    const address = URL.createObjectURL(blob);
    el('a', { href: address, download: file.name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return el('button', { type: 'button', class: 'bubble file', click: open }, icon('clip'),
    el('span', { class: 'grow' }, el('b', { class: 'truncate' }, el('bdi', {}, file.name)), el('small', {}, size(file.size ?? 0))));
}
