// Finds the control that a person means by its label. Arguments: "click", "write" or "type", the label.
// Returns the element, or a string that says why there is none. What is to be clicked is then ready for
// the mouse, and what is to be written into has the focus. With "focus" instead, it returns the label of
// what has the focus, or its tag.
const [purpose, wanted] = arguments;

const fields = "input, textarea, select, [contenteditable=true], [contenteditable=plaintext-only]";

const tidy = text => (text ?? "").replace(/\s+/g, " ").trim();

const label = element => {
  const others = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
  return tidy(others.map(id => document.getElementById(id)?.textContent).join(" "))
    || tidy(element.getAttribute("aria-label"))
    || tidy([...(element.labels ?? [])].map(one => one.innerText).join(" "))
    || (element.matches("input") && /^(submit|button|reset)$/.test(element.type) && tidy(element.value))
    // What stands in a field is its content and not its name.
    || (!element.matches(fields) && tidy(element.innerText))
    || tidy(element.getAttribute("alt"))
    || tidy(element.getAttribute("title"));
};

if (purpose === "focus") {
  const one = document.activeElement;
  return one === document.body ? "BODY" : label(one) || one.tagName;
}

const kinds = {
  click: `a[href], button, summary, label, input:is([type=submit], [type=button], [type=checkbox],
    [type=radio], [type=image]), [role=button], [role=link], [role=tab], [role=option],
    [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=switch],
    [role=checkbox], [role=radio]`,
  type: fields,
  write: fields,
};

// Behind an open modal dialog nothing can be reached. The last one is on top.
const modal = [...document.querySelectorAll(":modal")].at(-1);

const within = element => {
  const box = element.getBoundingClientRect();
  return element.checkVisibility({ visibilityProperty: true })
    // A native box or dot hidden behind its drawn label is a pixel wide at most.
    && box.width > 1 && box.height > 1
    && !element.closest("[inert]")
    && (!modal || modal.contains(element));
};

const shown = [...document.querySelectorAll(kinds[purpose])].filter(within);
// A box and its label are one thing with one name.
const distinct = shown.filter(one => !(one.tagName === "LABEL" && shown.includes(one.control)));
const exact = distinct.filter(one => label(one).toLowerCase() === wanted.toLowerCase());
const loose = distinct.filter(one => label(one).toLowerCase().includes(wanted.toLowerCase()));
const found = exact.length ? exact : loose;

if (found.length > 1) return `${found.length} of them: ${found.map(one => one.outerHTML.slice(0, 120)).join(" | ")}`;
if (found.length === 0) return `there are only ${distinct.map(one => `“${label(one)}”`).join(", ") || "none"}`;
if (found[0].disabled || found[0].ariaDisabled === "true") return "it is disabled";
if (purpose === "click") return ready(found[0]);
if (purpose === "write" && !isAtEnd(found[0])) return "it has to be written into by the driver";
return found[0];
