//! What one writes in. It is no island: nothing that happens elsewhere may touch it while somebody types.

use maud::{Markup, html};

use super::{
    chat::{Chat, Stance},
    outgoing,
    pane::name_of,
    prompter, reply_window, wearing,
};
use crate::{
    base::lang::Lang,
    desk::{channel::ChannelKind, family::Family},
    t,
    web::{
        assets,
        files::picker::Picker,
        layout::{chat_path, icon, icon_xs},
    },
};

/// How notes to the team begin, in every language of the console: whoever answers in one may note in another.
fn note_words() -> String {
    let words: Vec<_> = Lang::ALL
        .iter()
        .map(|lang| t!(lang, "note-words"))
        .collect();
    words.join("|")
}

/// The box below the log. `data-stance` says what it is for; another stance needs another box.
pub(super) fn composer(chat: &Chat) -> Markup {
    let lang = chat.agent.lang;
    let id = chat.conversation.id;
    let name = name_of(chat);
    let stance = chat.stance();
    let may_reply = match stance {
        Stance::Mine => true,
        Stance::Ended => chat.goes_on_in.is_none(),
        Stance::Waiting | Stance::Theirs | Stance::Barred => false,
        Stance::PutAway => return put_away(chat),
    };
    let (note, note_do) = match chat.whispers_to() {
        Some(owner) => (
            t!(lang, "whisper-write", name = &owner.name),
            t!(lang, "whisper-do", name = &owner.name),
        ),
        None => (t!(lang, "write-comment"), t!(lang, "comment-save")),
    };
    let picker = Picker::new(&chat.files);
    let has_prompter = stance == Stance::Mine && chat.prompters.looks_at_messages();
    let placeholder = match stance {
        Stance::Ended => t!(lang, "write-anew", name = &name),
        Stance::Mine | Stance::Waiting | Stance::Theirs | Stance::Barred | Stance::PutAway => {
            t!(lang, "write-reply", name = &name)
        }
    };
    html! {
        footer.composer #composer data-stance=(stance.word()) data-chat=(id) data-translates[chat.translates] {
            div #trouble role="alert" {}
            // An island of its own: it is drawn anew by itself.
            (outgoing::markup(&chat.agent, &chat.resting, chat.now))
            (reply_window::notice(chat))
            @if may_reply { div.replies #replies hidden {} }
            @if has_prompter { div.prompt #prompter role="region" aria-live="polite" aria-label=(t!(lang, "prompter-switch")) data-prompters=(prompter::as_json(&chat.prompters)) hidden {} }
            @if may_reply { (wearing::choice(chat)) }
            form.cbox."cbox--comment"[!may_reply] #write method="post" enctype="application/x-www-form-urlencoded"
                action={ (chat_path(id)) (if may_reply { "/messages" } else { "/comments" }) }
                data-mode=(if may_reply { "reply" } else { "comment" }) data-draft=(chat.draft.revision) data-kept-reply=[(!may_reply).then_some(&chat.draft.text)] data-ctrl-enter[chat.agent.preferences.ctrl_enter]
                data-customer=(name) data-note-words=(note_words())
                data-files=(picker.to_json()) data-voice-direct[chat.agent.preferences.voice_direct]
                data-reply={ (chat_path(id)) "/messages" } data-comment={ (chat_path(id)) "/comments" } {
                div."cbox__top" {
                    div.seg role="group" aria-label=(t!(lang, "write")) {
                        @if may_reply {
                            button type="button" data-mode-is="reply" aria-pressed="true" { (t!(lang, "reply")) }
                        }
                        button."is-comment" type="button" data-mode-is="comment" aria-pressed=(!may_reply) { (icon_xs("lock")) (t!(lang, "comment")) }
                    }
                    span."push xs truncate not-mobile" #comment-hint hidden[may_reply] { (t!(lang, "comment-hint")) }
                    @if chat.conversation.channel_kind == ChannelKind::Sms {
                        span."push xs muted num" #sms-parts role="status" title=(t!(lang, "sms-parts-more")) hidden {}
                    }
                    (reply_window::chip(chat))
                }
                div.answering #answering hidden {}
                div.attach #attached hidden {}
                div."cbox__field" {
                    textarea."cbox__text" #text name="text" dir="auto" rows="2" maxlength="10000"
                        aria-label=(if may_reply { placeholder.clone() } else { note.clone() })
                        placeholder=(if may_reply { placeholder.clone() } else { note.clone() })
                        data-say-reply=(placeholder) data-say-comment=(note) { @if may_reply { (chat.draft.text) } }
                }
                div #assist {}
                div."cbox__bar" {
                    button.iconbtn type="button" data-act="emoji" aria-label=(t!(lang, "emoji")) title=(t!(lang, "emoji")) aria-expanded="false" aria-controls="emoji" { (icon("smile")) }
                    button.iconbtn type="button" data-act="attach" aria-label=(t!(lang, "attach")) title=(t!(lang, "attach")) { (icon("paperclip")) }
                    input #file type="file" multiple hidden accept=(picker.accept()) tabindex="-1";
                    @if chat.files.families.contains(&Family::Audio) {
                        button.iconbtn #mic type="button" aria-label=(t!(lang, "voice-hold")) title=(t!(lang, "voice-hold-more")) { (icon("mic")) }
                    }
                    @if stance == Stance::Mine {
                        button."iconbtn not-comment" type="button" data-act="later" aria-label=(t!(lang, "later")) title=(t!(lang, "later")) { (icon("alarm-clock")) }
                    }
                    @if has_prompter {
                        // On a phone there is no room for it: there the tab beside the chat has it.
                        button."iconbtn not-comment not-mobile" type="button" data-act="prompter" aria-pressed="false" aria-label=(t!(lang, "prompter-switch")) title=(t!(lang, "prompter-switch-more")) { (icon("sparkles")) }
                    }
                    @if chat.translates && may_reply {
                        button."iconbtn not-comment" type="button" data-act="translate" aria-pressed="false" aria-label=(t!(lang, "translate-switch")) title=(t!(lang, "translate-switch-more")) { (icon("languages")) }
                    }
                    // On a phone there is no room for both, and who types an @ needs no button.
                    button.iconbtn."not-mobile"[chat.translates] type="button" data-act="mention" aria-label=(t!(lang, "mention")) title=(t!(lang, "mention")) { (icon("at-sign")) }
                    button.iconbtn type="button" data-act="clean-up" aria-label=(t!(lang, "clean-deed")) title=(t!(lang, "clean-deed")) { (icon("brush-cleaning")) }
                    span."push hint not-mobile" {
                        @if chat.agent.preferences.ctrl_enter { (t!(lang, "hint-ctrl-enter")) } @else { (t!(lang, "hint-enter")) }
                    }
                    button."btn"."btn--primary"[may_reply]."btn--comment"[!may_reply] #send {
                        span.truncate data-say-reply=(t!(lang, "send-to", name = &name)) data-say-comment=(note_do) {
                            @if may_reply { (t!(lang, "send-to", name = &name)) } @else { (note_do) }
                        }
                        svg."icon icon--sm flip" aria-hidden="true" { use href={ (assets::path("icons.svg")) "#i-send-horizontal" } {} }
                    }
                }
            }
            div."emoji popover" #emoji hidden {}
        }
    }
}

/// What is put away is only read.
fn put_away(chat: &Chat) -> Markup {
    html! {
        footer.composer #composer data-stance=(chat.stance().word()) data-chat=(chat.conversation.id) {
            div #trouble role="alert" {}
            (outgoing::markup(&chat.agent, &chat.resting, chat.now))
            p."composer__shut small muted" { (icon("package")) (t!(chat.agent.lang, "archived-reads")) }
        }
    }
}
