// Looks at the page until it shows what is wanted: at once, whenever something in it changes, and now and then for what no
// change tells of. After a second it answers what it saw last, so that whoever asked may see to other things.
const watch = async (look, wanted) => {
  const until = performance.now() + 1_000;
  const pause = ms => new Promise(done => setTimeout(done, ms));
  const change = () => new Promise(done => {
    const observer = new MutationObserver(() => end());
    const end = () => { observer.disconnect(); done(); };
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    setTimeout(end, 100);
  });
  for (;;) {
    const found = await look();
    if (found === wanted || performance.now() > until) return found;
    await Promise.all([change(), pause(20)]);
  }
};
