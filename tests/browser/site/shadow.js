// A host page embeds the same site under another name, which makes it a third party.
if (parent === window) {
  const root = document.getElementById("host").attachShadow({ mode: "closed" });
  const launcher = document.createElement("button");
  launcher.id = "launcher";
  launcher.textContent = "Chat";
  launcher.addEventListener("click", () => { launcher.textContent = "Close"; });
  const frame = document.createElement("iframe");
  frame.title = "Chat";
  frame.src = `http://localhost:${location.port}/shadow`;
  root.append(launcher, frame);
} else {
  document.cookie = "met=yes; SameSite=None; Secure";
  document.querySelector("h1").textContent = "The widget";
  console.error("the widget complains");
}
