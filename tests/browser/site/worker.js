addEventListener("connect", event => {
  const [port] = event.ports;
  port.onmessage = async () => {
    const answer = await fetch("/ping").then(reply => reply.text(), () => "unreachable");
    port.postMessage(answer);
  };
});
console.error("the worker complains");
setTimeout(() => { throw new Error("the worker stumbles"); });
