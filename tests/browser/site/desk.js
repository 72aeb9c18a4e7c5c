const at = id => document.getElementById(id);
const say = text => { at("answer").textContent = text; };

at("form").addEventListener("submit", event => {
  event.preventDefault();
  say(`${at("name").value} asks about ${at("topic").value}, news ${at("news").checked}`);
});
// The answer takes a moment, as a real one does.
at("next").addEventListener("click", () => setTimeout(() => {
  at("hello").remove();
  say("Your chat");
}, 100));
at("bell").addEventListener("click", async () => {
  await window.audio.resume();
  say("The bell is on");
});
at("yes").addEventListener("click", () => at("dialog").close());
addEventListener("keydown", event => {
  if (event.ctrlKey && event.key === "k") { event.preventDefault(); at("dialog").showModal(); }
});
window.audio = new AudioContext();
