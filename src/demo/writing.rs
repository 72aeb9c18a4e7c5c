//! What the shop has set up for writing: patterns, clean-up, short forms.

use crate::{
    base::id::{AgentId, ConversationId},
    db::Tx,
    desk::{
        audit::Origin,
        clean_up::{self, CleanUp, Own},
        conversation::{
            say::{self, Draft},
            strike,
        },
        guard::{
            Deed, Look,
            edit::{self, Wanted},
        },
        short_form::{self, Whose},
        team::Agent,
    },
};

/// Short forms of the whole team.
const TEAM: [(&str, &str); 6] = [
    ("brb", "I will be right back."),
    ("ty", "thank you for writing to us"),
    ("eta", "It should reach you within three working days."),
    (
        "descale",
        "Fill it with water and two spoons of citric acid, boil it once, let it stand for ten minutes, and rinse.",
    ),
    (
        "ret",
        "You can send it back within 30 days; the label is in your order’s page.",
    ),
    (
        "ws",
        "Our workshop looks at it within a week and writes to you before it mends anything.",
    ),
];

/// Those of whoever tries the demo.
const OWN: [(&str, &str); 2] = [
    (
        "hi",
        "Hello, this is Ana from Kite & Kettle. How can I help?",
    ),
    ("bye", "Thank you, and have a good cup of tea!"),
];

/// Sets it all up in the name of the first of the team.
pub(super) fn furnish(tx: &mut Tx<'_>, admin: AgentId) -> anyhow::Result<()> {
    let origin = Origin {
        agent: Some(admin),
        address: String::new(),
    };
    let patterns = [
        (
            "Password",
            Look::Words("password\npasscode\nPasswort\ncontraseña\nпароль\n密码".to_owned()),
            "Nobody needs to tell us a password. Ask them to change it if they did.",
            Deed::Warn,
        ),
        (
            "Purchase price",
            Look::Expression(r"(cost|purchase) price|EK[- ]?\d+".to_owned()),
            "What we pay for a kettle stays in the house.",
            Deed::Block,
        ),
    ];
    for (name, look, advice, deed) in patterns {
        let wanted = Wanted {
            look,
            name: name.to_owned(),
            advice: advice.to_owned(),
            deed,
            is_on: true,
            masks: false,
        };
        edit::add(tx, &origin, &wanted)?;
    }
    let choice = CleanUp {
        signature_lines: vec!["Kite & Kettle, Old Wharf".to_owned()],
        own: vec![Own {
            find: r"\[internal\]\s*".to_owned(),
            replace: String::new(),
        }],
        ..CleanUp::default()
    };
    clean_up::choose(tx, &origin, &choice)?;
    for (whose, list) in [
        (Whose::Team, TEAM.as_slice()),
        (Whose::Own(admin), OWN.as_slice()),
    ] {
        for (short, text) in list {
            short_form::add(tx, &origin, whose, short, text)?;
        }
    }
    Ok(())
}

/// A colleague was wrong about something, and names whoever tries the demo in a comment.
pub(super) fn leave_word(
    tx: &mut Tx<'_>,
    colleague: &Agent,
    chat: ConversationId,
) -> anyhow::Result<()> {
    let say = |tx: &mut Tx<'_>, text: &str| {
        let draft = Draft {
            text: text.to_owned(),
            attachments: Vec::new(),
            key: None,
            ..Default::default()
        };
        say::comment(tx, colleague, chat, &draft)
    };
    let wrong = say(tx, "We have no spare lids left.")?;
    strike::strike(tx, colleague, chat, wrong.id)?;
    say(
        tx,
        "@Ana Ruiz, I was wrong: there are 14 spare lids in the back. If they write again, offer one.",
    )?;
    Ok(())
}
