// Files the visitor wants to send: what is allowed.
import { boot } from './boot.js';
import { size, t } from './words.js';

const { sorts, accept, picture_bytes: limit, picture_pixels: mostPixels, file_bytes: fileLimit } = boot.files;
const others = Object.keys(sorts).filter((sort) => !['picture', 'audio'].includes(sort));

export const accepted = accept;
export const takesMore = others.length > 0;
export const rule = () => t(takesMore ? 'file-rule-two' : 'file-rule', { limit: size(limit), other: size(fileLimit),
  types: [...new Set(['picture', ...others].flatMap((sort) => sorts[sort]))].filter((ending) => !/^(jfif|jpe|jpeg)$/.test(ending)).join(', ').toUpperCase() });

// Sound and film of one wrapping are named alike; there the type tells more.
function sortOf({ name, type }) {
  const claims = Object.keys(sorts).filter((sort) => sorts[sort].includes(name.split('.').pop().toLowerCase()));
  return claims.find((sort) => type.startsWith(sort)) ?? claims[0];
}

export const kindOf = (file) => (sortOf(file) === 'picture' ? 'image' : 'file');

// Answers with what stands in the way, and whether making the picture smaller would help.
export function check(file) {
  const sort = sortOf(file);
  if (!sort) return { problem: `${t('file-type', { name: file.name })} ${rule()}` };
  if (!file.size) return { problem: t('file-empty', { name: file.name }) };
  const most = sort === 'picture' ? limit : fileLimit;
  if (file.size <= most) return null;
  return { problem: t('file-large', { name: file.name, size: size(file.size), limit: size(most) }), canShrink: sort === 'picture' && file.type !== 'image/gif' };
}

// The same of a picture that the browser has drawn, or could not.
export function look({ name }, { naturalWidth: width, naturalHeight: height }) {
  if (!width) return { problem: t('file-broken', { name }) };
  return width * height > mostPixels ? { problem: t('file-pixels', { name, width, height }), canShrink: true } : null;
}
