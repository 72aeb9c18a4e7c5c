//! A prompter elsewhere thinks for the bot (B1). It is asked behind the commit, by a robot; what comes is looked at in the
//! light of what the chat has become meanwhile. Silence, nonsense and faults are questions that could not be answered: its
//! customer is asked to put it in other words, or gets a person.

use super::{
    Bot, Held, Reply,
    menu::{Item, MOST, chosen},
    think::{Mind, hand_over},
};
use crate::{
    base::{
        id::{ConversationId, MessageId},
        text,
    },
    db::{DbError, Reader},
    desk::{
        conversation::Conversation,
        guard,
        prompter::remote::{
            self, Fault, Prompter, Said,
            brief::{self, Brief, Line, Veil, Who},
        },
    },
};

/// Most characters of a button.
const LONGEST_LABEL: usize = 40;

/// What is asked for the bot, and of whom.
#[derive(Debug, Clone)]
pub struct Question {
    /// In which chat.
    pub conversation: ConversationId,
    /// The customer's message that it is about.
    pub asked: MessageId,
    /// Who is asked.
    pub prompter: Prompter,
    /// What is asked.
    pub brief: Brief,
}

impl Question {
    /// The question about a message; `None` where the built-in prompter thinks for the channel, also because the other was
    /// switched off or removed.
    pub(super) fn of(
        reader: &Reader<'_>,
        bot: &Bot,
        chat: &Conversation,
        held: &Held,
        asked: MessageId,
        written: &str,
    ) -> Result<Option<Self>, DbError> {
        let Some(mind) = bot.mind(chat.channel) else {
            return Ok(None);
        };
        let Some(prompter) = remote::one(reader, mind)?.filter(|prompter| prompter.is_on) else {
            return Ok(None);
        };
        let Some(mut brief) = brief::of_message(reader, &prompter, chat, Some(asked))? else {
            return Ok(None);
        };
        brief.chosen = None;
        // Who chooses a number says what stands beside it.
        if let Some(entry) = chosen(&held.menu, written).filter(|entry| entry.item == Item::Words) {
            brief.messages.pop();
            brief.messages.push(Line {
                from: Who::Customer,
                text: Veil::before(reader, &prompter, chat)?.over(&entry.label),
            });
        }
        Ok(Some(Self {
            conversation: chat.id,
            asked,
            prompter,
            brief,
        }))
    }
}

/// What the bot makes of what came; `None` when the message was answered, or another one written, meanwhile.
pub fn heard(
    reader: &Reader<'_>,
    question: &Question,
    outcome: &Result<Said, Fault>,
    base: Option<&str>,
) -> Result<Option<Reply>, DbError> {
    let guard = guard::current(reader)?;
    let fit_to_say = |words: &str| guard.hide(words).into_owned();
    let thought = Mind::in_chat(reader, question.conversation, base, |mind, asked, _| {
        if asked != question.asked {
            return Ok(None);
        }
        let said = match outcome {
            Ok(Said::HandOver) => hand_over(),
            Ok(Said::Answers(answers)) => match answers.first() {
                Some(answer) => mind.words(&fit_to_say(&answer.text)),
                None => mind.miss()?,
            },
            Ok(Said::Buttons(words, labels)) => {
                let labels: Vec<String> = labels
                    .iter()
                    .map(|label| text::clean_line(&fit_to_say(label), LONGEST_LABEL))
                    .filter(|label| !label.is_empty())
                    .take(MOST)
                    .collect();
                match labels.is_empty() {
                    true => mind.miss()?,
                    false => mind.choice(&text::clean(&fit_to_say(words)), labels),
                }
            }
            Err(_) => mind.miss()?,
        };
        Ok(Some(mind.reply(asked, said)))
    })?;
    Ok(thought.flatten())
}
