// Makes a photo small enough to be sent. Fetched when somebody asks for it.
import { boot } from './boot.js';

const LONGEST_SIDE_PX = 2048;
const QUALITY = [0.86, 0.75, 0.6];

export async function shrink(file) {
  const picture = await createImageBitmap(file);
  for (let side = Math.min(LONGEST_SIDE_PX, Math.max(picture.width, picture.height)); side >= 256; side *= 0.7) {
    const scale = side / Math.max(picture.width, picture.height);
    const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    const pen = canvas.getContext('2d');
    // What was see-through would turn black in a JPEG.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITY) {
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
      if (blob && blob.size <= boot.files.picture_bytes) return new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: blob.type });
    }
  }
  throw new Error('This picture cannot be made small enough.');
}
