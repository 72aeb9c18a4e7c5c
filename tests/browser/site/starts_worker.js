const policy = trustedTypes.createPolicy("worker", { createScriptURL: url => url });
const worker = new SharedWorker(policy.createScriptURL("/worker.js"));
worker.port.onmessage = event => { document.querySelector("p").textContent = event.data; };
worker.port.start();
window.ask = () => worker.port.postMessage("ping");
