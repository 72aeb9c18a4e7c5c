//! How good proposals are: questions as customers of the demo's shop ask them, each with the texts that answer it. The
//! line to beat is plain full text, as SQLite ranks it by itself. What the ranking's numbers were chosen by is `TUNED`;
//! `HELD_OUT` was written before and looked at only to measure.

use super::rank::{self, Candidate, Subject};
use crate::{
    db::{DbError, Reader, Tx, memory::Memory},
    desk::{
        audit::Origin,
        cast,
        content::{article, article_sheet, quick_reply, reply_sheet},
        conversation::say::{self, Draft},
        prompter::past,
        team::Agent,
        waitlist::claim,
    },
};

type Asked = (&'static str, &'static [&'static str]);

/// What was asked and answered before, by the name of the quick reply that was sent.
const HISTORY: &[(&str, &str, &str)] = &[
    (
        "My parcel has not moved since Monday, is it lost?",
        "en",
        "It left the workshop",
    ),
    (
        "Has my order shipped yet? I see no tracking.",
        "en",
        "It left the workshop",
    ),
    (
        "Ist meine Bestellung schon unterwegs?",
        "de",
        "It left the workshop",
    ),
    (
        "The spout is bent, it must have been dropped by the courier",
        "en",
        "Damaged on arrival",
    ),
    (
        "Beim Auspacken war der Becher zersprungen",
        "de",
        "Damaged on arrival",
    ),
    ("Чайник пришёл с вмятиной", "ru", "Damaged on arrival"),
    ("水壶到货时壶嘴有裂痕", "zh", "Damaged on arrival"),
    (
        "The knob came off the lid, can I get a new one?",
        "en",
        "Spare part, no charge",
    ),
    (
        "Der Griff wackelt, gibt es Ersatz?",
        "de",
        "Spare part, no charge",
    ),
    (
        "White crust inside after three months of hard water",
        "en",
        "Descaling a kettle",
    ),
    ("Weiße Flocken im Wasser", "de", "Descaling a kettle"),
    (
        "My son ordered this by accident, stop it please",
        "en",
        "Change or cancel",
    ),
    (
        "I pressed the wrong colour at the till",
        "en",
        "Change or cancel",
    ),
    (
        "When do I see the sum on my account again?",
        "en",
        "When the refund arrives",
    ),
    (
        "Wann ist der Betrag wieder auf meinem Konto?",
        "de",
        "When the refund arrives",
    ),
    (
        "Когда вернутся деньги на карту?",
        "ru",
        "When the refund arrives",
    ),
    ("钱什么时候退回来？", "zh", "When the refund arrives"),
    ("Do you take Klarna or Amex?", "en", "Ways to pay"),
    ("Kann ich auf Rechnung kaufen?", "de", "Ways to pay"),
    (
        "Our bookkeeping needs a paper with our tax id",
        "en",
        "Invoice for a company",
    ),
    (
        "It is not for me after all, what now?",
        "en",
        "Changed your mind? 30 days",
    ),
    (
        "I live in Norway, can I order?",
        "en",
        "Do you ship to my country?",
    ),
    (
        "Liefern Sie in die Schweiz?",
        "de",
        "Do you ship to my country?",
    ),
    ("Hello?", "en", "Hello, looking into it"),
    (
        "Hi, a question about an order",
        "en",
        "Hello, looking into it",
    ),
    (
        "Good morning, is anybody there? My parcel!",
        "en",
        "Hello, looking into it",
    ),
    (
        "Hallo, ich habe eine Frage zum Kessel",
        "de",
        "Hello, looking into it",
    ),
];

const TUNED: &[Asked] = &[
    (
        "How long does delivery to France take?",
        &["How long it takes", "Delivery times"],
    ),
    (
        "Where is my parcel? It should be here by now",
        &["It left the workshop", "Delivery times"],
    ),
    (
        "The lid arrived chipped",
        &["Damaged on arrival", "Spare part, no charge", "Warranty"],
    ),
    (
        "can I put the cups in the dishwasher",
        &["Is it dishwasher safe?"],
    ),
    (
        "There is limescale in my kettle, what should I do?",
        &["Descaling a kettle", "Descaling"],
    ),
    (
        "I want to cancel my order",
        &["Change or cancel", "Change of address"],
    ),
    (
        "Wie schicke ich etwas zurück?",
        &[
            "How to send it back",
            "Returns",
            "Changed your mind? 30 days",
        ],
    ),
    (
        "Wann kommt mein Geld?",
        &["When the refund arrives", "Returns"],
    ),
    ("Funktioniert der Kessel auf Induktion?", &["Hobs"]),
    ("Kann ich mit Paypal zahlen?", &["Ways to pay"]),
    (
        "Сколько идёт доставка?",
        &["How long it takes", "Delivery times"],
    ),
    ("На чайнике вмятина, что делать?", &["Damaged on arrival"]),
    ("怎么退货？", &["Returns", "How to send it back"]),
    ("壶嘴裂了", &["Damaged on arrival"]),
    (
        "¿Cuánto tarda el envío?",
        &["How long it takes", "Delivery times"],
    ),
    (
        "the water has white flakes in it",
        &["Descaling a kettle", "Descaling"],
    ),
    (
        "Please stop my order, it was an accident",
        &["Change or cancel"],
    ),
    (
        "We need an invoice with our VAT number",
        &["Invoice for a company"],
    ),
    (
        "the handle is loose, do you have spare ones?",
        &["Spare part, no charge", "Warranty"],
    ),
    (
        "Do you deliver to Switzerland?",
        &["Do you ship to my country?"],
    ),
];

const HELD_OUT: &[Asked] = &[
    (
        "How many days until it gets to Berlin?",
        &["How long it takes", "Delivery times"],
    ),
    (
        "Tracking has shown nothing for a week",
        &["It left the workshop", "Delivery times"],
    ),
    (
        "One of the mugs was broken when I opened the box",
        &["Damaged on arrival"],
    ),
    (
        "dent in the spout on arrival",
        &["Damaged on arrival", "Warranty"],
    ),
    (
        "How do I get rid of the chalky crust?",
        &["Descaling a kettle", "Descaling"],
    ),
    (
        "I chose the wrong colour, can it be changed?",
        &["Change or cancel", "Change of address"],
    ),
    (
        "we moved, please send it to another address",
        &[
            "Is the address still right?",
            "Change of address",
            "Change or cancel",
        ],
    ),
    (
        "I have sent it back, when will I get my refund?",
        &["When the refund arrives", "Returns"],
    ),
    (
        "money back on my account?",
        &["When the refund arrives", "Returns"],
    ),
    ("is Amex accepted?", &["Ways to pay"]),
    ("Does it work on a gas hob?", &["Hobs"]),
    ("How long is the warranty on the enamel?", &["Warranty"]),
    ("I need a return label", &["How to send it back", "Returns"]),
    (
        "I don't want it any more, it is unused",
        &["Changed your mind? 30 days", "Returns"],
    ),
    (
        "tax id on the bill for our office",
        &["Invoice for a company"],
    ),
    ("The knob of my lid is gone", &["Spare part, no charge"]),
    (
        "Wie lange dauert die Lieferung nach Österreich?",
        &["How long it takes", "Delivery times"],
    ),
    (
        "Der Kessel ist verkalkt",
        &["Descaling a kettle", "Descaling"],
    ),
    ("Der Becher war zersprungen", &["Damaged on arrival"]),
    (
        "Ich möchte die Bestellung stornieren",
        &["Change or cancel", "Change of address"],
    ),
    (
        "Ist der Betrag schon zurückgebucht?",
        &["When the refund arrives", "Returns"],
    ),
    ("Ist die Emaille in der Garantie?", &["Warranty"]),
    ("Можно оплатить картой?", &["Ways to pay"]),
    ("Как вернуть чайник?", &["Returns"]),
    ("Вернутся ли деньги за заказ?", &["When the refund arrives"]),
    ("几天能送到？", &["How long it takes", "Delivery times"]),
    ("退款什么时候到账？", &["When the refund arrives"]),
    ("壶里有水垢怎么清理", &["Descaling a kettle"]),
    ("¿Puedo cancelar el pedido?", &["Change or cancel"]),
    ("La tapa llegó rota", &["Damaged on arrival"]),
];

/// The demo's shop, in which all that has happened.
fn shop() -> Memory {
    let mut memory = Memory::new();
    let ana = memory.act(|tx| cast::admin(tx, "Ana")).unwrap();
    memory
        .act(|tx| {
            let origin = Origin::default();
            let replies =
                reply_sheet::read(include_str!("../../../assets/demo/replies.json")).unwrap();
            reply_sheet::take_in(tx, &origin, &replies).unwrap();
            let articles =
                article_sheet::read(include_str!("../../../assets/demo/articles.json")).unwrap();
            article_sheet::take_in(tx, &origin, &articles).unwrap();
            plain_index(tx)
        })
        .unwrap();
    for (number, (asked, language, answer)) in HISTORY.iter().enumerate() {
        memory
            .act(|tx| served(tx, &ana, number, asked, language, answer))
            .unwrap();
    }
    while memory.act(past::catch_up).unwrap() {}
    memory
}

fn served(
    tx: &mut Tx<'_>,
    ana: &Agent,
    number: usize,
    asked: &str,
    language: &str,
    answer: &str,
) -> Result<(), DbError> {
    let chat = cast::waiting_chat(tx, &format!("Visitor{number}"), asked)?.conversation;
    claim::claim(tx, ana, chat, None).unwrap();
    let all = quick_reply::catalogue(tx)?;
    let reply = all
        .iter()
        .flat_map(|(_, replies)| replies)
        .find(|reply| reply.name == answer)
        .expect("the demo has it");
    let (text, _) = reply.text_for(language, "en").unwrap();
    let draft = Draft {
        text: text.text.replace("{customer.first_name|there}", "Visitor"),
        ..Draft::default()
    };
    say::by_agent_anyway(tx, ana, chat, &draft, None, &Origin::default()).unwrap();
    cast::close(tx, ana, chat)
}

/// The same texts in an index as one makes it without a thought.
fn plain_index(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.execute("create virtual table plain using fts5 (name, text)", [])?;
    tx.execute(
        "insert into plain (name, text) select quick_reply.name, quick_reply_text.text from quick_reply_text
         join quick_reply on quick_reply.id = quick_reply_text.quick_reply_id",
        [],
    )?;
    tx.execute(
        "insert into plain (name, text) select article.name, article_text.title || ' ' || article_text.text
         from article_text join article on article.id = article_text.article_id",
        [],
    )?;
    Ok(())
}

fn by_plain(reader: &Reader<'_>, asked: &str) -> Result<Vec<String>, DbError> {
    let words: Vec<String> = asked
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("\"{word}\""))
        .collect();
    let all: Vec<String> = reader.list(
        "select name from plain where plain match ?1 order by rank limit 12",
        [words.join(" OR ")],
        |row| row.get(0),
    )?;
    let mut names: Vec<String> = Vec::new();
    for name in all {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

fn by_prompter(reader: &Reader<'_>, asked: &str) -> Result<Vec<String>, DbError> {
    let ranked = rank::rank(reader, asked, None, 6)?;
    ranked
        .into_iter()
        .map(|Candidate { subject, .. }| {
            Ok(match subject {
                Subject::Reply(id) => quick_reply::by_id(reader, id)?.map(|reply| reply.name),
                Subject::Article(id) => article::by_id(reader, id)?.map(|article| article.name),
                Subject::Past(given) => Some(given.text),
            }
            .unwrap_or_default())
        })
        .collect()
}

/// How many of the questions have a right text first, and among the first three.
fn hits(
    memory: &mut Memory,
    set: &[Asked],
    ask: fn(&Reader<'_>, &str) -> Result<Vec<String>, DbError>,
    tells: bool,
) -> (usize, usize) {
    let (mut first, mut three) = (0, 0);
    for (asked, right) in set {
        let names = memory.act(|tx| ask(tx, asked)).unwrap();
        let place = names
            .iter()
            .position(|name| right.contains(&name.as_str()))
            .unwrap_or(usize::MAX);
        first += usize::from(place == 0);
        three += usize::from(place < 3);
        if tells && place > 0 {
            println!("  {asked:?}: {names:?}");
        }
    }
    (first, three)
}

#[test]
fn proposals_are_better_than_plain_full_text() {
    let mut memory = shop();
    for (name, set) in [("tuned", TUNED), ("held out", HELD_OUT)] {
        let plain = hits(&mut memory, set, by_plain, false);
        let ours = hits(&mut memory, set, by_prompter, true);
        let all = set.len();
        println!(
            "{name}: of {all}, first {} (plain {}), among three {} (plain {})",
            ours.0, plain.0, ours.1, plain.1
        );
        assert!(
            ours.0 > plain.0 && ours.1 > plain.1,
            "{name}: {ours:?} against {plain:?}"
        );
    }
    // What no text answers is not answered.
    for asked in [
        "Do you sell umbrellas?",
        "今天天气真好",
        "asdfgh",
        "thank you!",
        "",
    ] {
        let names = memory.act(|tx| by_prompter(tx, asked)).unwrap();
        assert!(names.len() < 3, "{asked:?}: {names:?}");
    }
}
