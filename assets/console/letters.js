// Which letter a key is, and whether somebody is typing one.
//
// A letter is what the key says when that is Latin, else where the key lies, so that single letters work on Russian and
// Greek keyboards too.
const FIELDS = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]:not([contenteditable="false"])';

export const letterOf = ({ key, code }) => (/^[a-z]$/i.test(key) ? key.toLowerCase() : /^Key[A-Z]$/.test(code) ? code.at(-1).toLowerCase() : key);
export const isTyping = (target) => Boolean(target.closest?.(FIELDS));
