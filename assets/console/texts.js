// Texts of this page's language, as the server wrote them beside it.
const element = document.getElementById('texts');
const all = element ? JSON.parse(element.textContent) : {};

export function text(name, places = {}) {
  return (all[name] ?? name).replace(/\{(\w+)\}/g, (whole, place) => places[place] ?? whole);
}
