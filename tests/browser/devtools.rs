//! A second listener at the browser, beside chromedriver: the DevTools protocol itself.
//!
//! chromedriver reports the console of the page alone. Frames from other sites and shared
//! workers run in processes of their own, have consoles of their own and networks of their
//! own, and chromedriver passes over them in silence; the widget is such a frame, and the
//! console's stream lives in such a worker. This listener attaches to each of them as it appears.
//!
//! Every target (page, frame, worker) has a session, a channel of numbered commands and events within
//! the one web socket: <https://chromedevtools.github.io/devtools-protocol/tot/Target/>.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::join_all;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use super::console::complaint;

/// A target that ends never answers its last command; nobody waits longer than this for it.
const PATIENCE: Duration = Duration::from_secs(2);

pub(crate) struct DevTools {
    commands: mpsc::UnboundedSender<Command>,
    heard: Arc<Mutex<Heard>>,
}

/// What is known so far, shared with the task that reads the socket.
#[derive(Default)]
struct Heard {
    complaints: Vec<String>,
    /// Session id to target id, for all targets alive.
    sessions: HashMap<String, String>,
    /// Commands that every target yet to come shall get too.
    standing: Vec<(String, Value)>,
    /// Service workers: scope to registration.
    registrations: HashMap<String, String>,
}

struct Command {
    session: Option<String>,
    method: String,
    params: Value,
    answer: Option<oneshot::Sender<Value>>,
}

impl DevTools {
    /// Connects to the browser that runs on this profile and attaches to all it has open.
    pub(super) async fn listen(profile: &Path) -> DevTools {
        let socket = connect(profile).await;
        let heard = Arc::new(Mutex::new(Heard::default()));
        let (commands, waiting) = mpsc::unbounded_channel();
        let listener = Listener {
            socket,
            waiting,
            heard: heard.clone(),
            asked: HashMap::new(),
            last_id: 0,
        };
        tokio::spawn(listener.listen());
        let devtools = DevTools { commands, heard };
        devtools.ask(None, "Target.setAutoAttach", attach()).await;
        devtools
    }

    /// Sends a command to all targets, present and future.
    pub(super) async fn everywhere(&self, method: &str, params: Value) {
        let sessions = {
            let mut heard = self.heard.lock().unwrap();
            heard.standing.retain(|(known, _)| known != method);
            heard.standing.push((method.to_owned(), params.clone()));
            heard.alive()
        };
        let asked = sessions
            .into_iter()
            .map(|session| self.ask(Some(session), method, params.clone()));
        join_all(asked).await;
    }

    /// Sends a command to every target and answers what each says.
    pub(super) async fn each(&self, method: &str, params: &Value) -> Vec<Value> {
        let sessions = self.heard.lock().unwrap().alive();
        let asked = sessions
            .into_iter()
            .map(|session| self.ask(Some(session), method, params.clone()));
        join_all(asked).await.into_iter().flatten().collect()
    }

    /// Sends a command to one target after the other, until one has done it.
    pub(super) async fn first(&self, method: &str, params: &Value) -> Option<Value> {
        let sessions = self.heard.lock().unwrap().alive();
        for session in sessions {
            let answer = self.ask(Some(session), method, params.clone()).await;
            if let Some(answer) = answer.filter(|answer| answer.get("result").is_some()) {
                return Some(answer);
            }
        }
        None
    }

    /// The service worker that minds a scope, once `ServiceWorker.enable` was sent.
    pub(super) fn registration(&self, scope: &str) -> Option<String> {
        self.heard.lock().unwrap().registrations.get(scope).cloned()
    }

    /// The complaints since the last call.
    ///
    /// A target answers in order: once it has answered a question of no importance, everything
    /// it had to say before has arrived.
    pub(super) async fn complaints(&self) -> Vec<String> {
        let sessions = self.heard.lock().unwrap().alive();
        let question = json!({ "expression": "0" });
        let asked = sessions
            .into_iter()
            .map(|session| self.ask(Some(session), "Runtime.evaluate", question.clone()));
        join_all(asked).await;
        std::mem::take(&mut self.heard.lock().unwrap().complaints)
    }

    async fn ask(&self, session: Option<String>, method: &str, params: Value) -> Option<Value> {
        let (answer, answered) = oneshot::channel();
        let command = Command {
            session,
            method: method.to_owned(),
            params,
            answer: Some(answer),
        };
        self.commands.send(command).ok()?;
        timeout(PATIENCE, answered).await.ok()?.ok()
    }
}

impl Heard {
    fn alive(&self) -> Vec<String> {
        self.sessions.keys().cloned().collect()
    }
}

/// The task that owns the socket.
struct Listener {
    socket: WebSocketStream<TcpStream>,
    waiting: mpsc::UnboundedReceiver<Command>,
    heard: Arc<Mutex<Heard>>,
    asked: HashMap<u64, oneshot::Sender<Value>>,
    last_id: u64,
}

impl Listener {
    /// Works until the browser or the [`DevTools`] is gone.
    async fn listen(mut self) {
        loop {
            tokio::select! {
                command = self.waiting.recv() => match command {
                    Some(command) => self.send(command).await,
                    None => return,
                },
                message = self.socket.next() => match message {
                    Some(Ok(Message::Text(text))) => {
                        let message = serde_json::from_str(&text).unwrap();
                        self.hear(message).await;
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return,
                },
            }
        }
    }

    async fn send(&mut self, command: Command) {
        self.last_id += 1;
        let mut message = json!({
            "id": self.last_id, "method": command.method, "params": command.params,
        });
        if let Some(session) = command.session {
            message["sessionId"] = json!(session);
        }
        if let Some(answer) = command.answer {
            self.asked.insert(self.last_id, answer);
        }
        // A socket that fails here ends the loop at its next reading.
        let _ = self.socket.send(Message::text(message.to_string())).await;
    }

    async fn hear(&mut self, message: Value) {
        if let Some(id) = message["id"].as_u64() {
            if let Some(answer) = self.asked.remove(&id) {
                let _ = answer.send(message);
            }
            return;
        }
        let details = &message["params"];
        let session = details["sessionId"].as_str().unwrap_or_default().to_owned();
        match message["method"].as_str().unwrap_or_default() {
            "Target.attachedToTarget" => self.attached(session, &details["targetInfo"]).await,
            "Target.detachedFromTarget" => {
                self.heard.lock().unwrap().sessions.remove(&session);
            }
            "ServiceWorker.workerRegistrationUpdated" => {
                let mut heard = self.heard.lock().unwrap();
                for one in details["registrations"].as_array().into_iter().flatten() {
                    let word = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
                    heard
                        .registrations
                        .insert(word("scopeURL"), word("registrationId"));
                }
            }
            method => {
                if let Some(complaint) = complaint(method, details) {
                    self.heard.lock().unwrap().complaints.push(complaint);
                }
            }
        }
    }

    /// Opens the ears in a new target. What it said before comes again after `enable`.
    async fn attached(&mut self, session: String, target: &Value) {
        let id = target["targetId"].as_str().unwrap_or_default().to_owned();
        let standing = {
            let mut heard = self.heard.lock().unwrap();
            let known = heard.sessions.values().any(|known| *known == id);
            if known {
                None
            } else {
                heard.sessions.insert(session.clone(), id);
                Some(heard.standing.clone())
            }
        };
        let Some(standing) = standing else {
            // Two parents may announce one worker; hearing it twice helps nobody.
            let params = json!({ "sessionId": session });
            return self.tell(None, "Target.detachFromTarget", params).await;
        };
        let mut commands = vec![
            ("Runtime.enable".to_owned(), json!({})),
            ("Log.enable".to_owned(), json!({})),
            ("Target.setAutoAttach".to_owned(), attach()),
        ];
        commands.extend(standing);
        for (method, params) in commands {
            self.tell(Some(session.clone()), &method, params).await;
        }
    }

    async fn tell(&mut self, session: Option<String>, method: &str, params: Value) {
        let method = method.to_owned();
        self.send(Command {
            session,
            method,
            params,
            answer: None,
        })
        .await;
    }
}

/// “Attach me to whatever opens below you, and let it run at once.”
fn attach() -> Value {
    json!({ "autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true })
}

/// Finds the socket by the note the browser leaves in its profile: port and path, a line each.
async fn connect(profile: &Path) -> WebSocketStream<TcpStream> {
    let note = std::fs::read_to_string(profile.join("DevToolsActivePort")).unwrap();
    let (port, path) = note.split_once('\n').unwrap();
    let stream = TcpStream::connect(("127.0.0.1", port.parse().unwrap()))
        .await
        .unwrap();
    let url = format!("ws://127.0.0.1:{port}{}", path.trim());
    client_async(url, stream).await.unwrap().0
}
