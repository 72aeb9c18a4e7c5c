// Pictures of cards on their way from house to house: JSON carries each of them once, beside its id.
const FILES = '/api/v1/agent/files';

export async function send(name, file) {
  const query = new URLSearchParams({ name, kind: 'image' });
  const answer = await fetch(`${FILES}?${query}`, { method: 'POST', headers: { 'content-type': file.type }, body: file });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error.message);
  return told.id;
}

async function written(id) {
  const answer = await fetch(`${FILES}/${id}`);
  // Deleted a moment ago: the card goes without it.
  if (!answer.ok) return undefined;
  const reader = new FileReader();
  const done = new Promise((resolve) => { reader.addEventListener('loadend', resolve); });
  reader.readAsDataURL(await answer.blob());
  await done;
  return reader.result;
}

export async function pack(json) {
  const whole = JSON.parse(json);
  const packed = new Set();
  for (const card of whole.cards) {
    if (!card.picture || packed.has(card.picture)) continue;
    packed.add(card.picture);
    card.picture_file = await written(card.picture);
  }
  return JSON.stringify(whole, null, 2);
}

function read(file) {
  const [, type, letters] = /^data:(image\/[a-z]+);base64,(.*)$/.exec(file) ?? [];
  if (!type) return undefined;
  const bytes = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type });
}

async function arrive({ name, picture, picture_file: file }) {
  const known = picture && await fetch(`${FILES}/${encodeURIComponent(picture)}`, { method: 'HEAD' });
  if (known?.ok) return picture;
  const blob = read(file);
  return blob && send(String(name), blob);
}

// What is wrong with a file is said by the house, which is given it as it is.
export async function unpack(json) {
  let whole;
  try {
    whole = JSON.parse(json);
  } catch {
    return json;
  }
  const cards = whole?.cards ?? whole;
  if (!Array.isArray(cards)) return json;
  const here = new Map();
  for (const card of cards) {
    if (typeof card?.picture_file !== 'string') continue;
    const id = await arrive(card);
    if (card.picture) here.set(card.picture, id);
    else card.picture = id;
    delete card.picture_file;
  }
  for (const card of cards) if (here.has(card?.picture)) card.picture = here.get(card.picture);
  return JSON.stringify(whole, null, 2);
}
