// Readies an element for the mouse: brings it into view and looks whether anything lies over its middle.
// Returns it, or a string that says what is in the way.
const ready = element => {
  if (!element) return "there is none";
  if (!element.checkVisibility({ visibilityProperty: true })) return "it is not shown";
  element.scrollIntoViewIfNeeded();
  const box = element.getClientRects()[0];
  if (!box) return "it has no place";
  const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
  const over = element.getRootNode().elementFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  return element.contains(over) ? element : `over it lies ${over?.outerHTML.slice(0, 120)}`;
};

// Focuses a field with the caret behind what it holds; whether that can be done.
const isAtEnd = field => {
  const isText = field.matches("textarea, input:is([type=text], [type=search], [type=password], [type=tel], [type=url], :not([type]))");
  if (!isText && !(field.matches("input[type=email]") && !field.value)) return false;
  field.focus();
  if (isText) field.setSelectionRange(field.value.length, field.value.length);
  return document.activeElement === field;
};
