//! The shapes of bodies, in a short notation that becomes JSON Schema.
//!
//! `name: kind`, divided by commas. A `?` behind the name: it may be absent. A `?` behind the kind: it
//! may be null. `[kind]` is a list, `'a'|'b'` one of these words, a capital begins another shape.

use serde_json::{Map, Value, json};

pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) may_be_absent: bool,
}

/// The fields of a list in the notation.
pub(super) fn fields(list: &'static str) -> impl Iterator<Item = Field> {
    list.split(", ")
        .filter_map(|field| field.split_once(": "))
        .map(|(name, kind)| Field {
            name: name.trim_end_matches('?'),
            kind,
            may_be_absent: name.ends_with('?'),
        })
}

/// The schema of a kind.
pub(super) fn schema(kind: &str) -> Value {
    if let Some(kind) = kind.strip_suffix('?') {
        return json!({ "anyOf": [schema(kind), { "type": "null" }] });
    }
    if let Some(kind) = kind
        .strip_prefix('[')
        .and_then(|kind| kind.strip_suffix(']'))
    {
        return json!({ "type": "array", "items": schema(kind) });
    }
    match kind {
        "id" => json!({ "type": "integer", "format": "int64" }),
        "time" => {
            json!({ "type": "integer", "format": "int64", "description": "Milliseconds since 1970-01-01 UTC" })
        }
        "string" | "integer" | "number" | "boolean" | "object" => json!({ "type": kind }),
        words if words.starts_with('\'') => {
            let words: Vec<_> = words
                .split('|')
                .map(|word| word.trim_matches('\''))
                .collect();
            json!({ "type": "string", "enum": words })
        }
        shape => json!({ "$ref": format!("#/components/schemas/{shape}") }),
    }
}

/// Every shape by its name.
pub(super) fn all() -> Value {
    let mut all = Map::new();
    for (name, list) in SHAPES {
        let properties: Map<_, _> = fields(list)
            .map(|field| (field.name.to_owned(), schema(field.kind)))
            .collect();
        let required: Vec<_> = fields(list)
            .filter(|field| !field.may_be_absent)
            .map(|field| field.name)
            .collect();
        let mut shape = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            shape["required"] = required.into();
        }
        all.insert((*name).to_owned(), shape);
    }
    all.into()
}

#[rustfmt::skip]
const SHAPES: &[(&str, &str)] = &[
    ("Error", "error: ErrorBody"),
    ("ErrorBody", "code: string, message: string, detail?: object"),
    ("Alive", "ok: boolean"),
    ("Ready", "ready: boolean, storage: Storage?, fallen: [string]"),
    ("Storage", "available_bytes: integer, total_bytes: integer, low: boolean, takes_files: boolean"),
    ("Answers", "articles: [Answer]"),
    ("Answer", "title: string, lead: string, path: string, language: string"),
    ("Look", "colour: string, on_colour: string, launcher: string, label: string, position: string, team: string, online: boolean, opens: time?, teaser: string?, voice: boolean, ask: boolean, keep: [string], lang: string, dir: string, text: object"),

    ("Begin", "site?: string, name?: string, email?: string, page?: string, referrer?: string, pages?: [Page], consent?: boolean, language?: string, identity?: Identity"),
    ("Identity", "id: string, hash: string, until?: integer, name?: string, email?: string"),
    ("Begun", "token: string, visitor_id: id, conversation_id: id, verified: boolean, identity_refused?: string"),
    ("Me", "visitor_id: id, name: string, conversation: VisitorConversation?, online: boolean, opens: time?"),
    ("VisitorConversation", "id: id, status: 'fresh'|'waiting'|'active'|'closed', agent: VisitorAgent?, survey: 'none'|'asked'|'answered', rating: integer?, delivered_id: id, read_id: id, language: string?, agent_read_id?: id, line?: Line?"),
    ("Line", "place: integer, about_min?: integer, over_min?: integer"),
    ("VisitorAgent", "name: string, title?: string, initials: string, tint: integer, picture?: string"),
    ("VisitorAuthor", "kind: 'visitor'|'agent'|'bot'|'system', id?: id, name?: string, title?: string, initials?: string, tint?: integer, picture?: string"),
    ("VisitorMessage", "id: id, conversation_id: id, author: VisitorAuthor, text: string, attachments?: [File], created_at: time, quote?: VisitorQuote, edited_at?: time, unsent_at?: time"),
    ("VisitorQuote", "id: id, author: VisitorAuthor, text: string"),
    ("VisitorMessages", "messages: [VisitorMessage], next_after: id?, earlier: boolean"),
    ("Write", "text?: string, attachments?: [string], seen?: id, quotes?: id, consent?: string"),
    ("Edit", "text: string, send_anyway?: boolean"),
    ("Reply", "text?: string, attachments?: [string], seen?: id, quotes?: id, send_anyway?: boolean"),
    ("Said", "id: id, conversation_id: id, created_at: time"),
    ("Typed", "text?: string"),
    ("Ticket", "ticket: string, valid_s: integer"),
    ("Receipts", "delivered?: id, read?: id"),
    ("Withdrawal", "erase?: boolean"),
    ("Rating", "conversation_id?: id, score: integer, comment?: string"),
    ("MailTo", "email: string"),
    ("Page", "url?: string, title?: string, at?: time, referrer?: string, first?: boolean, consent?: boolean"),
    ("Profile", "name?: string, email?: string, language?: string"),
    ("File", "id: string, kind: 'image'|'voice'|'file'|'card', name: string, media_type: string, size: integer, width?: integer, height?: integer, duration_ms?: integer, levels?: string, card?: Card, url: string"),
    ("Card", "kind: 'link'|'mini_program', language: string, title: string, teaser: string, link: string"),

    ("SignIn", "email: string, password: string, code?: string"),
    ("SignedIn", "token: string, agent: Named"),
    ("Named", "id: id, name: string"),
    ("Channel", "id: id, kind: 'web_chat'|'telegram'|'vk'|'sms'|'custom'|'whatsapp'|'messenger'|'wechat'|'mini_program'|'email', name: string"),
    ("LastMessage", "id: id, author: string, preview: string"),
    ("Conversation", "id: id, status: 'fresh'|'new'|'active'|'awaiting_response'|'transferred'|'wrap_up'|'closed'|'archived', customer: Named, channel: Channel, queue: Named, assignee: Named?, participants: [Named], tags: [string], priority: 'low'|'normal'|'high'|'urgent', created_at: time, waiting_since: time?, last_activity_at: time, last_message: LastMessage?, delivered_id: id, read_id: id, survey: 'none'|'asked'|'answered', rating: integer?, cause?: string, unread?: integer"),
    ("Conversations", "conversations: [Conversation], next_after: string?"),
    ("Next", "conversation: Conversation?"),
    ("Author", "kind: 'visitor'|'agent'|'bot'|'system', id?: id, name?: string, identity?: string"),
    ("Message", "id: id, conversation_id: id, author: Author, text: string, attachments?: [File], created_at: time, delivery?: 'queued'|'sending'|'sent'|'failed'|'unknown', comment?: boolean, mentions?: [id], struck?: Struck, quote?: Quote, edited_at?: time, unsent_at?: time, change?: 'queued'|'failed'"),
    ("Quote", "id: id, author: Author, text: string"),
    ("Struck", "id: id, name: string, at: time"),
    ("Messages", "messages: [Message], next_after: id?"),
    ("Assign", "agent_id: id, reason?: string"),
    ("Forward", "queue_id?: id, agent_id?: id, due_local?: string, due_zone?: string, type_id?: id, note?: string, keeps_date?: boolean, at_opening?: boolean"),
    ("Logout", "hand_over?: [HandOver], keep?: boolean"),
    ("HandOver", "conversation_id: id, back?: boolean, queue_id?: id, agent_id?: id, due_local?: string, due_zone?: string, type_id?: id, note?: string, keeps_date?: boolean, at_opening?: boolean"),
    ("ForwardTypes", "forward_types: [ForwardType]"),
    ("ForwardType", "id: id, name: string, icon: string"),
    ("Ask", "agent_id: id, note?: string"),
    ("Invite", "id: id, conversation_id: id, from: Named, to: Named, note: string, at: time, expires_at: time, outcome: 'accepted'|'rejected'|'expired'|'withdrawn'?, reason: string"),
    ("Reject", "reason?: string"),
    ("Leave", "successor_id?: id?"),
    ("SetPriority", "priority: 'low'|'normal'|'high'|'urgent'"),
    ("Close", "chat_type_id?: id, reason_id?: id, note?: string, survey?: boolean"),
    ("Seen", "message_id: id, preview?: boolean"),
    ("Watch", "open?: boolean"),
    ("Preview", "preview: boolean"),

    ("Webhook", "id: id, name: string, url: string, topics: [string], timeout_s: integer, on: boolean"),
    ("Webhooks", "webhooks: [Webhook]"),
    ("NewWebhook", "name: string, url: string, topics?: [string], timeout_s?: integer, on?: boolean"),
    ("WebhookChange", "name?: string, url?: string, topics?: [string], timeout_s?: integer, on?: boolean"),
    ("WebhookMade", "webhook: Webhook, secret: string"),
    ("NewSecret", "secret: string"),
    ("Customer", "id: id, name: string, email: string, phone: string, company: string, language: string, revision: integer, created_at: time, tags: [Tag], fields: [CustomerField]"),
    ("Tag", "id: id, name: string, colour: integer"),
    ("CustomerField", "id: id, name: string, value: string"),
    ("RuleMatched", "rule: Named, conversation: Conversation"),
    ("Pinged", "name: string"),
    ("Position", "latitude: number, longitude: number, accuracy_m?: integer, label?: string"),
];
