// Questions before deeds that hurt: a link with data-dialog opens its dialog instead of a page.

for (const dialog of document.querySelectorAll('dialog.dialog')) {
  // Opened by its address, it is no real dialog yet: the page behind it could be clicked.
  if (dialog.open) {
    dialog.close();
    dialog.showModal();
  }
  for (const way of dialog.querySelectorAll('[data-close]')) {
    way.addEventListener('click', (event) => {
      event.preventDefault();
      dialog.close();
    });
  }
  // A click beside it closes it; a selection of text that is drawn beyond its edge does not.
  let began = null;
  dialog.addEventListener('pointerdown', ({ target }) => { began = target; });
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog && began === dialog) dialog.close();
  });
}

for (const opener of document.querySelectorAll('[data-dialog]')) {
  opener.setAttribute('role', 'button');
  opener.addEventListener('click', (event) => {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog).showModal();
  });
  opener.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    opener.click();
  });
}
