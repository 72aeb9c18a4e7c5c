//! One line for each operation of the API: what the router's table cannot know.

/// What an operation takes and gives, in the notation of `shapes`.
pub(super) struct Operation {
    /// Method and path, as the router has them.
    pub(super) route: &'static str,
    /// What it does.
    pub(super) summary: &'static str,
    /// Fields of the query.
    pub(super) query: &'static str,
    /// Headers beside the token.
    pub(super) headers: &'static str,
    /// Shape of the body.
    pub(super) body: &'static str,
    /// Statuses that mean success, each with the shape it carries.
    pub(super) answers: &'static str,
    /// Statuses that mean refusal, beyond those that go without saying.
    pub(super) refusals: &'static str,
}

const fn op(route: &'static str, answers: &'static str, summary: &'static str) -> Operation {
    Operation {
        route,
        summary,
        query: "",
        headers: "",
        body: "",
        answers,
        refusals: "",
    }
}

impl Operation {
    const fn query(self, query: &'static str) -> Self {
        Self { query, ..self }
    }

    const fn headers(self, headers: &'static str) -> Self {
        Self { headers, ..self }
    }

    const fn body(self, body: &'static str) -> Self {
        Self { body, ..self }
    }

    const fn refuses(self, refusals: &'static str) -> Self {
        Self { refusals, ..self }
    }
}

const KEY: &str = "Idempotency-Key?: string";
const RANGE: &str = "after?: id, limit?: integer";
const RESUME: &str = "last_event_id?: id, reset_beyond?: integer, once?: boolean";
const LAST: &str = "Last-Event-ID?: id";
const UPLOAD: &str =
    "name?: string, kind?: 'image'|'voice'|'file', duration_ms?: integer, levels?: string";
const UPLOAD_FOR: &str = "name?: string, kind?: 'image'|'voice'|'file', duration_ms?: integer, levels?: string, conversation_id?: id";
const WRAPPED: &str = "as?: 'ogg'";

#[rustfmt::skip]
pub(super) const OPERATIONS: &[Operation] = &[
    op("GET /healthz", "200 Alive", "Whether the house can store and serve"),
    op("GET /readyz", "200 Ready", "Whether the storage takes writes at this moment, and what works in the background works; `fallen` names what has failed of late").refuses("503"),
    op("GET /openapi.json", "200 object", "This document"),
    op("GET /api/v1/widget/{site}", "200 Look", "How the launcher of a site looks").query("lang?: string"),
    op("GET /api/v1/widget/{site}/help", "200 Answers", "Articles of the help centre that fit what somebody types, the best first; without words, the first ones").query("q?: string, lang?: string"),

    op("POST /api/v1/visitor/sessions", "201 Begun", "Starts a session and its conversation. Where the site asks for consent, nothing of its pages is kept unless consent is true").body("Begin").refuses("404 429"),
    op("GET /api/v1/visitor/me", "200 Me", "Who the visitor is and how their conversation stands"),
    op("POST /api/v1/visitor/messages", "201 Said, 200 Said", "Writes a message; 200 for a repeat").headers(KEY).body("Write").refuses("409 429 503"),
    op("GET /api/v1/visitor/messages", "200 VisitorMessages", "History, oldest first; with before, what came before it").query("after?: id, before?: id, limit?: integer"),
    op("GET /api/v1/visitor/events", "200 stream", "The visitor's stream").query(RESUME).headers(LAST).refuses("429"),
    op("POST /api/v1/visitor/ticket", "201 Ticket", "A ticket that opens the stream once, within 60 seconds").refuses("429"),
    op("POST /api/v1/visitor/typing", "204", "Shows the team that the visitor types; with text, while the stream says watched, what: at most 1024 bytes, kept nowhere, gone after 8 seconds or with an empty text").body("Typed").refuses("429"),
    op("POST /api/v1/visitor/receipts", "204", "What the visitor's device has and showed").body("Receipts").refuses("429"),
    op("POST /api/v1/visitor/close", "204", "Ends the conversation").refuses("429"),
    op("POST /api/v1/visitor/consent/withdrawal", "204", "Takes back what the visitor agreed to before their chats: the chat ends, and their pages are followed no more. With erase they ask to be erased, too").body("Withdrawal").refuses("409 429"),
    op("POST /api/v1/visitor/rating", "204", "Answers the survey").body("Rating").refuses("404 409 429"),
    op("POST /api/v1/visitor/pages", "204", "The page the visitor is on. Where the site asks for consent it is kept only with consent true; consent false takes a yes back").body("Page").refuses("429"),
    op("POST /api/v1/visitor/profile", "204", "Who the visitor says to be; it proves nothing").body("Profile").refuses("429"),
    op("POST /api/v1/visitor/files", "201 File", "Takes a file, to be sent with a message").query(UPLOAD).body("bytes").refuses("415 429"),
    op("GET /api/v1/faces/{id}", "200 bytes", "The picture of an agent or identity, as its address came with a message").query(WRAPPED).refuses("415 416"),
    op("GET /api/v1/visitor/transcript", "200 bytes", "The visitor's last chat as plain words, without a word of the team's own"),
    op("POST /api/v1/visitor/transcript", "204", "Sends that chat by mail to this address, once a person has answered in it and a few times a day, if the house has a mailbox").body("MailTo").refuses("404 409 429"),
    op("GET /api/v1/visitor/files/{id}", "200 bytes", "A file of the visitor's own conversations").query(WRAPPED).refuses("415 416"),

    op("POST /api/v1/agent/login", "200 SignedIn", "Signs in; the token also comes as a cookie").body("SignIn").refuses("401 429"),
    op("POST /api/v1/agent/logout", "204", "Ends the session. Each open conversation goes where hand_over says, or, where the house lets them, is kept with keep; while one has nowhere to go, the last session of an agent is refused as hand-over-missing").body("Logout").refuses("409"),
    op("GET /api/v1/agent/conversations", "200 Conversations", "The chats list, newest activity first").query("status?: 'open'|'closed'|'all', assignee?: string, after?: string, limit?: integer"),
    op("GET /api/v1/agent/conversations/{id}", "200 Conversation", "One conversation"),
    op("GET /api/v1/agent/conversations/{id}/messages", "200 Messages", "Its messages and comments, oldest first").query(RANGE),
    op("POST /api/v1/agent/conversations/{id}/messages", "201 Said, 200 Said", "Answers the customer; 200 for a repeat. What the house's patterns find is refused as sensitive, and sent with send_anyway unless it is refused as sensitive-blocked").headers(KEY).body("Reply").refuses("409 503"),
    op("POST /api/v1/agent/conversations/{id}/comments", "201 Said, 200 Said", "Leaves a comment for the team; 200 for a repeat").headers(KEY).body("Write").refuses("409 503"),
    op("POST /api/v1/agent/messages/{id}/edit", "200 Message", "Changes what was sent").body("Edit").refuses("409"),
    op("POST /api/v1/agent/messages/{id}/unsend", "200 Message", "Takes back what was sent").refuses("409"),
    op("POST /api/v1/agent/messages/{id}/retry", "200 Message", "Sends a message again that did not get to the customer, or changes it there once more").refuses("409"),
    op("POST /api/v1/agent/conversations/{id}/claim", "200 Conversation", "Takes a waiting conversation").headers(KEY).refuses("409"),
    op("POST /api/v1/agent/conversations/{id}/decline", "200 Conversation", "Passes by what is held for the caller; it goes on to the next").refuses("409"),
    op("POST /api/v1/agent/conversations/{id}/release", "200 Conversation", "Puts it back into the wait list").refuses("409"),
    op("POST /api/v1/agent/conversations/{id}/assign", "200 Conversation", "Gives it to a colleague; the reason is left in it as a comment").body("Assign").refuses("409"),
    op("POST /api/v1/agent/conversations/{id}/forward", "200 Conversation", "Hands it on: to everybody, a queue or a colleague, now or at a time on the wall (2026-03-29T09:00) in a time zone (Europe/Berlin). What is put off has the status transferred until then").body("Forward").refuses("409"),
    op("GET /api/v1/agent/forward-types", "200 ForwardTypes", "What a conversation can be handed on for"),
    op("POST /api/v1/agent/conversations/{id}/escalate", "200 Conversation", "Brings it before a supervisor, to the queue the house chose for that").refuses("409"),
    op("POST /api/v1/agent/conversations/{id}/invite", "200 Invite", "Asks a colleague into it, who has 60 seconds to answer; a repeat answers the request that is open. The stream tells of both as invite").body("Ask").refuses("409"),
    op("POST /api/v1/agent/conversations/{id}/leave", "200 Conversation", "Leaves it to those inside; its owner names who has it from now on").body("Leave").refuses("409"),
    op("POST /api/v1/agent/invites/{id}/accept", "200 Conversation", "Joins the conversation that one was asked into").refuses("409"),
    op("POST /api/v1/agent/invites/{id}/reject", "200 Invite", "Says no").body("Reject").refuses("409"),
    op("POST /api/v1/agent/conversations/{id}/priority", "200 Conversation", "Says how urgent it is; agents of a chat that waits or is theirs, supervisors of any").body("SetPriority").refuses("409"),
    op("POST /api/v1/agent/conversations/{id}/close", "200 Conversation", "Closes it").body("Close").refuses("409"),
    op("POST /api/v1/agent/conversations/{id}/reopen", "200 Conversation", "Goes on with it").refuses("409"),
    op("POST /api/v1/agent/conversations/{id}/typing", "204", "Shows the customer that the agent types"),
    op("POST /api/v1/agent/conversations/{id}/look", "200 Preview", "The agent has it in front of them for 20 seconds; whether the stream then shows what its customer is typing, as text of typing").body("Watch"),
    op("POST /api/v1/agent/conversations/{id}/read", "204", "What the agent has seen; of a preview the customer is never told").body("Seen"),
    op("POST /api/v1/agent/conversations/{id}/position", "204", "Where its customer says they are (WGS-84)").body("Position"),
    op("POST /api/v1/agent/next", "200 Next", "Takes the first in line").headers(KEY).refuses("409"),
    op("GET /api/v1/agent/messages", "200 Messages", "Every message of the house, by id; with the right to export. A browser, which shows its cookie, has to have typed a password within ten minutes").query(RANGE).refuses("428"),
    op("GET /api/v1/agent/search", "200 Messages", "Full text, newest first, or by relevance; of `q` the first 200 characters count").query("q?: string, sort?: 'newest'|'rank', after?: id, limit?: integer"),
    op("GET /api/v1/agent/events", "200 stream", "The agent's stream. Whoever signed in is at the counter while it is open; a program with an API key puts nobody there").query(RESUME).headers(LAST),
    op("GET /api/v1/webhooks", "200 Webhooks", "Addresses that are told of what happens; what they are posted stands under webhooks of this document"),
    op("POST /api/v1/webhooks", "201 WebhookMade", "Adds one, and answers its secret this once").body("NewWebhook").refuses("409"),
    op("POST /api/v1/webhooks/{id}", "200 Webhook", "Changes one; what is left out stays as it is").body("WebhookChange"),
    op("POST /api/v1/webhooks/{id}/secret", "200 NewSecret", "Makes a new secret and answers it this once; for a day the one before signs beside it"),
    op("DELETE /api/v1/webhooks/{id}", "204", "Removes one, its log and what it was still to be told"),
    op("POST /api/v1/agent/files", "201 File", "Takes a file, to be sent with a message").query(UPLOAD_FOR).body("bytes").refuses("415"),
    op("GET /api/v1/agent/files/{id}", "200 bytes", "A file of any conversation").query(WRAPPED).refuses("415 416"),
];
