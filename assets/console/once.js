// Two clicks on a slow line are one. What a script has seen to already is its own affair.
const A_WHILE_MS = 10_000; // a form that fetches a file stays where it is, and may be sent again

addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  setTimeout(() => delete form.dataset.sent, A_WHILE_MS);
});

addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.sent;
});
