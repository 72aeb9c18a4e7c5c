// Files the visitor wants to send: what is allowed, and making a large photo small enough.
import { boot } from './boot.js';
import { size, t } from './words.js';

const LONGEST_SIDE_PX = 2048;
const QUALITY = [0.86, 0.75, 0.6];
const NAMES = { 'image/jpeg': 'JPG', 'image/png': 'PNG', 'image/webp': 'WebP', 'image/gif': 'GIF', 'application/pdf': 'PDF' };

const { types, max_bytes: limit } = boot.files;

export const accepted = types.join(',');
export const rule = () => t('file-rule', { types: types.map((type) => NAMES[type] ?? type.split('/')[1].toUpperCase()).join(', '), limit: size(limit) });

export const kindOf = (file) => (file.type.startsWith('image/') ? 'image' : 'file');

// Answers with what stands in the way, and whether making the picture smaller would help.
export function check(file) {
  if (!types.includes(file.type)) return { problem: t('file-type', { name: file.name }) };
  if (!file.size) return { problem: t('file-empty', { name: file.name }) };
  if (file.size <= limit) return null;
  const canShrink = file.type.startsWith('image/') && file.type !== 'image/gif';
  return { problem: t('file-large', { size: size(file.size), limit: size(limit) }), canShrink };
}

export async function shrink(file) {
  const picture = await createImageBitmap(file);
  const type = types.includes('image/jpeg') ? 'image/jpeg' : file.type;
  for (let side = Math.min(LONGEST_SIDE_PX, Math.max(picture.width, picture.height)); side >= 256; side *= 0.7) {
    const scale = side / Math.max(picture.width, picture.height);
    const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    const pen = canvas.getContext('2d');
    // What was see-through would turn black in a JPEG.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITY) {
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, quality));
      if (blob && blob.size <= limit) return new File([blob], file.name.replace(/\.\w+$/, '') + (type === 'image/jpeg' ? '.jpg' : ''), { type });
    }
  }
  throw new Error('This picture cannot be made small enough.');
}
