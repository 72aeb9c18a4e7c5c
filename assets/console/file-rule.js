// Which files may be sent in the open chat. It is said here before anything leaves; the server looks into each file again,
// because a name proves nothing.
import { text } from './texts.js';

const NONE = { picture_bytes: 0, file_bytes: 0, sorts: {}, others: {} };
const BY_TYPE = { image: 'picture', audio: 'audio', video: 'video' };
// What could run at the reader's, and what only Apple's own programs show.
const SCRIPTABLE = /^(html?|xhtml|svgz?|xml|m?js|css|php|exe|dll|bat|cmd|com|scr|msi|ps1|vbs|hta|lnk|url|jar|apk|sh|docm|xlsm|pptm)$/;
const SCRIPTABLE_TYPE = /html|script|[/+]xml/;
const APPLE = /^(heic|heif|mov|qt)$/;

const lang = document.documentElement.lang || 'en';
const amount = (value, unit) => new Intl.NumberFormat(lang, { style: 'unit', unit, maximumFractionDigits: value < 10 && unit === 'megabyte' ? 1 : 0 }).format(value);
export const sizeOf = (bytes) => (bytes < 1024 ? amount(bytes, 'byte') : bytes < 1024 * 1024 ? amount(bytes / 1024, 'kilobyte') : amount(bytes / 1024 / 1024, 'megabyte'));

export function rule() {
  const given = document.getElementById('write')?.dataset.files;
  return given ? { ...NONE, ...JSON.parse(given) } : NONE;
}

export const endingOf = (name) => /\.([a-z0-9]{1,5})$/i.exec(name)?.[1].toLowerCase() ?? '';

// picture, audio, video, document or archive; null for what nobody knows.
export function sortOf({ name, type }) {
  const { sorts, others } = rule();
  const ending = endingOf(name);
  const [byType] = (type ?? '').split('/');
  const claims = Object.entries({ ...sorts, ...others }).filter(([, endings]) => endings.includes(ending)).map(([sort]) => sort);
  // Sound and film of one wrapping are named alike; there the type tells more.
  if (claims.length > 1 && claims.includes(BY_TYPE[byType])) return BY_TYPE[byType];
  return claims[0] ?? (ending ? null : BY_TYPE[byType] ?? null);
}

const all = (sorts) => [...new Set(Object.values(sorts).flat())].map((ending) => ending.toUpperCase()).join(', ');

// Null, or what stands in the way and whether making the picture smaller would help.
export function check(file) {
  const { name } = file;
  const { sorts, others = {}, picture_bytes: pictureBytes, file_bytes: fileBytes } = rule();
  const ending = endingOf(name);
  const sort = sortOf(file);
  if (SCRIPTABLE.test(ending) || SCRIPTABLE_TYPE.test(file.type)) return { words: text('file-scriptable', { name }) };
  if (APPLE.test(ending)) return { words: text('file-apple', { name }) };
  if (sort === null) return { words: text('file-unknown', { name, endings: all(sorts) }) };
  if (!(sort in sorts) && sort in others) return { words: text('file-sort', { name, sort: text(`sorts-${sort}`) }) };
  if (file.size === 0) return { words: text('file-empty', { name }) };
  const most = sort === 'picture' ? pictureBytes : fileBytes;
  if (file.size <= most) return null;
  const words = text('file-large', { name, size: sizeOf(file.size), most: sizeOf(most) });
  const canShrink = sort === 'picture' && ending !== 'gif';
  return { words: canShrink ? words : `${words} ${text('file-large-more')}`, canShrink };
}
