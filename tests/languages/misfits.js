// One sentence for each thing of ours that does not fit where it stands. What people typed may be cut, and
// stands in `bdi` or has a direction of its own.
const said = (one) => `“${one.textContent.trim().replace(/\s+/g, ' ').slice(0, 60)}” (${one.tagName.toLowerCase()}.${[...one.classList].join('.')})`;
// What only a screen reader reads is clipped to a pixel or to nothing.
const isShown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  && one.clientWidth > 2 && !one.closest('.sr-only') && getComputedStyle(one).clipPath === 'none';
const isOurs = (one) => one.innerText?.trim() && !one.querySelector('bdi, [dir=auto], input, select') && !one.closest('bdi, [dir=auto], pre, code');
const all = (selector) => [...document.querySelectorAll(selector)].filter((one) => isShown(one) && isOurs(one));
const floats = (one) => /absolute|fixed/.test(getComputedStyle(one).position);

// The lines of the words in it, without those of badges that hang over its edge.
function lines(one) {
  const range = document.createRange();
  const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  const rects = [];
  while (walker.nextNode()) {
    let around = walker.currentNode.parentElement;
    while (around !== one && !floats(around) && isShown(around)) around = around.parentElement;
    if (around !== one || !walker.currentNode.data.trim()) continue;
    range.selectNodeContents(walker.currentNode);
    rects.push([...range.getClientRects()]);
  }
  return rects;
}

const LABELS = 'button, .btn, .chip, .pill, .tag, .tabs a, [role=tab], .rail__item, .seg label, .menu__item, summary, th, legend, label, .field__label, h1, h2, h3, dt';
const cut = all(LABELS).filter((one) => getComputedStyle(one).display !== 'inline').filter((one) => {
  const box = one.getBoundingClientRect();
  return lines(one).flat().some((line) => line.right > box.right + 1 || line.left < box.left - 1);
}).map((one) => `${said(one)} is wider than its place`);

const broken = all('.btn, .chip, .pill, .tabs a, [role=tab], .rail__item, .seg label')
  .filter((one) => lines(one).some((rects) => new Set(rects.map(({ top }) => Math.round(top))).size > 1))
  .map((one) => `${said(one)} is broken into lines`);

// A row whose parts do not fit beside each other pushes the last one out.
const rows = [...document.querySelectorAll('body *')].filter((one) => isShown(one)
  && getComputedStyle(one).display === 'flex' && getComputedStyle(one).overflowX === 'visible');
const pushed = rows.flatMap((row) => {
  const box = row.getBoundingClientRect();
  return [...row.children].filter((one) => isShown(one) && one.innerText && !floats(one) && !getComputedStyle(one).marginInlineEnd.startsWith('-')
    && one.getBoundingClientRect().right > box.right + 1)
    .map((one) => `${said(one)} is pushed out of ${row.tagName.toLowerCase()}.${[...row.classList].join('.')}`);
});

const { scrollWidth } = document.documentElement;
const wide = scrollWidth > innerWidth ? [`the page is ${scrollWidth} wide and the window ${innerWidth}`] : [];
return [...new Set([...wide, ...cut, ...broken, ...pushed])];
