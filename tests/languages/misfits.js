// One sentence for each thing of ours that does not fit where it stands.
const said = (one) => `“${one.innerText.trim().replace(/\s+/g, ' ').slice(0, 60)}” (${one.tagName.toLowerCase()}.${[...one.classList].join('.')})`;
const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.clientWidth > 2 && one.innerText.trim();
const isOurs = (one) => !one.querySelector('bdi, [dir=auto], time, input[type=text], select') && !one.closest('bdi, [dir=auto], pre, code');
const all = (selector) => [...document.querySelectorAll(selector)].filter((one) => isShown(one) && isOurs(one));

const cut = all('button, a.btn, .btn, .chip, .pill, .tabs a, [role=tab], .rail__item, .rail__item span, .seg label, .seg span, .menu__item, summary, th, legend, label, .field__label, .trow span, h1, h2, h3')
  .filter((one) => getComputedStyle(one).display !== 'inline' && one.scrollWidth > one.clientWidth + 1)
  .map((one) => `${said(one)} needs ${one.scrollWidth} and has ${one.clientWidth}`);

const lines = (one) => {
  const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let most = 0;
  while (walker.nextNode()) {
    if (!walker.currentNode.data.trim()) continue;
    range.selectNodeContents(walker.currentNode);
    most = Math.max(most, new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size);
  }
  return most;
};
const broken = all('.btn, .chip, .pill, .tabs a, [role=tab], .rail__item span, .seg span')
  .filter((one) => lines(one) > 1)
  .map((one) => `${said(one)} is broken into ${lines(one)} lines`);

const { scrollWidth } = document.documentElement;
const wide = scrollWidth > innerWidth ? [`the page is ${scrollWidth} wide and the window ${innerWidth}`] : [];
return [...new Set([...wide, ...cut, ...broken])];
