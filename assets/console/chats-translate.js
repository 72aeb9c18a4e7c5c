// What was written in the chat beside the list, in the reader's language.
import { pane, whenDrawn } from './chats-pane.js';
import { isOn, translations, turn } from './translations.js';

const chat = () => pane()?.dataset.chat;
const button = () => pane()?.querySelector('[data-translate]');
const written = translations({
  log: () => document.getElementById('chat-log'), chat, isThere: () => Boolean(button()), isOn: () => isOn(chat()),
});

whenDrawn(({ isOther }) => {
  button()?.setAttribute('aria-pressed', String(isOn(chat())));
  if (isOther) written.begin();
  else written.draw();
});

document.addEventListener('click', (event) => {
  const pressed = event.target.closest?.('[data-translate]');
  if (!pressed) return;
  turn(chat(), !isOn(chat()));
  pressed.setAttribute('aria-pressed', String(isOn(chat())));
  written.again();
});
