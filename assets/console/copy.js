// Buttons that copy: data-copy names the element whose text or value is copied, data-done says that it was.

async function copy(source) {
  const value = 'value' in source ? source.value : source.textContent.trim();
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    // Plain HTTP has no clipboard. What is selected can still be copied the old way, or by hand.
    if ('select' in source) source.select();
    else getSelection().selectAllChildren(source);
    return document.execCommand('copy');
  }
}

for (const button of document.querySelectorAll('[data-copy]')) {
  const label = button.querySelector('span') ?? button;
  const usual = label.textContent;
  let timer;
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (!await copy(document.getElementById(button.dataset.copy))) return;
    label.textContent = button.dataset.done;
    clearTimeout(timer);
    timer = setTimeout(() => { label.textContent = usual; }, 2000);
  });
}
