// The menu in the chat's head that says how urgent it is; the form itself is sent as all forms of the lists are.
export function openPriority() {
  const menu = document.getElementById('priority');
  if (!menu) return;
  menu.open = true;
  menu.querySelector('[aria-current]')?.focus();
}
