// On a channel that counts by the text message: as how many of them the words in the box will be carried and paid for.
import { mode, onBegin, onChange, words } from './composer.js';
import { text } from './texts.js';

// The alphabet of text messages and what takes two places in it; anything else makes the whole message Unicode
// (3GPP TS 23.038, 6.2.1). What does not fit into one is cut, and each piece says of which row it is.
const ALPHABET = /^[@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;
const DOUBLE = /[\^{}\\[~\]|€]/g;
const PLAIN = [160, 153];
const UNICODE = [70, 67];

export function partsOf(said) {
  const isPlain = ALPHABET.test(said);
  const length = said.length + (isPlain ? said.match(DOUBLE)?.length ?? 0 : 0);
  const [alone, inRow] = isPlain ? PLAIN : UNICODE;
  return length <= alone ? Math.min(length, 1) : Math.ceil(length / inRow);
}

function draw() {
  const place = document.getElementById('sms-parts');
  if (!place) return;
  const count = mode() === 'reply' ? partsOf(words().trim()) : 0;
  place.hidden = count === 0;
  const said = count ? text('sms-parts', { count }) : '';
  if (place.textContent !== said) place.textContent = said;
}

onBegin(draw);
onChange(draw);
document.addEventListener('input', (event) => { if (event.target.id === 'text') draw(); });
