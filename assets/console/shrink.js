// Makes a photo small enough to be sent.
const LONGEST_SIDE_PX = 2048;
const SMALLEST_SIDE_PX = 256;
const QUALITY = [0.86, 0.75, 0.6];

export async function shrink(file, most) {
  const picture = await createImageBitmap(file);
  const longest = Math.max(picture.width, picture.height);
  for (let side = Math.min(LONGEST_SIDE_PX, longest); side >= SMALLEST_SIDE_PX; side *= 0.7) {
    const canvas = new OffscreenCanvas(Math.round(picture.width * side / longest), Math.round(picture.height * side / longest));
    const pen = canvas.getContext('2d');
    // What was see-through would turn black.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITY) {
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (blob.size <= most) return new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' });
    }
  }
  throw new Error('This picture cannot be made small enough.');
}
