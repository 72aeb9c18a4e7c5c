//! What the bot keeps to itself, and that it forgets nobody.

use super::*;

/// Brings a sheet of articles in.
fn articles(desk: &mut Desk, rows: &str) {
    let sheet = format!("category,name,published,bot,language,title,text\n{rows}");
    desk.memory
        .act(|tx| {
            let entries = article_sheet::read(&sheet).unwrap();
            article_sheet::take_in(tx, &Origin::default(), &entries).unwrap();
            Ok::<_, DbError>(())
        })
        .unwrap();
}

#[test]
fn it_offers_only_what_it_may_say() {
    let mut desk = Desk::open(Mode::First);
    articles(
        &mut desk,
        "Staff,Keys,yes,no,en,Who has the keys,Ana has them.\n",
    );
    let chat = desk.write("Hello");
    let said = desk.last(chat);
    assert!(said.ends_with("1. Delivery\n2. Talk to a person"), "{said}");
    desk.write("delivery");
    let said = desk.last(chat);
    assert!(
        said.ends_with("1. How long delivery takes\n2. Customs abroad\n3. Talk to a person"),
        "{said}"
    );
    // What is a draft again, or for people alone, is not said although it stands in the menu.
    articles(
        &mut desk,
        "Delivery,Abroad,no,yes,en,Customs abroad,You pay nothing.\n\
         Delivery,Times,yes,no,en,How long delivery takes,Parcels take two days.\n",
    );
    desk.write("2");
    let said = desk.last(chat);
    assert!(!said.contains("You pay nothing."), "{said}");
    desk.write("How long delivery takes");
    let said = desk.last(chat);
    assert!(!said.contains("Parcels take two days."), "{said}");
}

#[test]
fn what_it_cannot_fill_in_it_does_not_say() {
    let mut desk = Desk::open(Mode::First);
    let replies = "topic,name,tags,en\n\
        Care,Limescale,bot,\"{customer.first_name}, {shop.name} sells citric acid against limescale.\"\n\
        Care,Invoice,bot,We call {customer.phone} about the invoice.\n";
    desk.memory
        .act(|tx| {
            let entries = reply_sheet::read(replies).unwrap();
            reply_sheet::take_in(tx, &Origin::default(), &entries).unwrap();
            Ok::<_, DbError>(())
        })
        .unwrap();
    let chat = desk.write("Citric acid against limescale?");
    let said = desk.last(chat);
    assert!(
        said.contains("Hannah, Shopbell sells citric acid against limescale."),
        "{said}"
    );
    // Nobody knows her number.
    desk.write("Do you call about the invoice?");
    let said = desk.last(chat);
    assert!(!said.contains("about the invoice"), "{said}");
    let tried = |desk: &mut Desk, asked: &str| {
        let tried = desk.memory.act(|tx| try_out(tx, asked, "en")).unwrap();
        tried.map(|tried| tried.name)
    };
    assert_eq!(
        tried(&mut desk, "Citric acid against limescale?").as_deref(),
        Some("Limescale")
    );
    assert_ne!(
        tried(&mut desk, "Do you call about the invoice?").as_deref(),
        Some("Invoice")
    );
}

#[test]
fn once_it_is_switched_off_whoever_writes_on_gets_people() {
    for mode in [Mode::Off, Mode::Blocked] {
        let mut desk = Desk::open(Mode::First);
        let chat = desk.write("How long does delivery take?");
        let channel = desk.hannah.channel.0;
        desk.memory
            .act(|tx| {
                let mut bot: Bot = setting::get(tx)?;
                bot.modes.insert(channel, mode);
                setting::put(tx, &bot)
            })
            .unwrap();
        desk.write("And abroad, customs?");
        let said = desk.last(chat);
        assert!(!said.contains("You pay nothing."), "{mode:?}: {said}");
        let waiting = desk.waiting();
        assert_eq!(waiting.len(), 1, "{mode:?}");
        assert_eq!(waiting[0].id, chat, "{mode:?}");
    }
}

#[test]
fn however_many_wait_for_it_nobody_is_left_out() {
    let mut desk = Desk::open(Mode::First);
    let many = 101;
    desk.memory
        .act(|tx| {
            for number in 0..many {
                cast::waiting_chat(tx, &format!("Vera{number}"), "Hello")?;
            }
            Ok::<_, DbError>(())
        })
        .unwrap();
    let mut found = Vec::new();
    let mut after = ConversationId(0);
    loop {
        let some = desk.memory.act(|tx| to_answer(tx, after)).unwrap();
        let Some(last) = some.last() else { break };
        after = *last;
        found.extend(some);
    }
    found.dedup();
    assert_eq!(found.len(), many);
}

#[test]
fn what_it_falls_over_is_passed_on() {
    let mut desk = Desk::open(Mode::First);
    let hannah = desk.hannah;
    let chat = desk
        .memory
        .act(|tx| cast::write(tx, hannah, "How long does delivery take?"))
        .unwrap()
        .conversation;
    desk.memory.act(|tx| give_up(tx, chat)).unwrap();
    assert_eq!(desk.waiting().len(), 1);
    let left = desk.memory.act(|tx| to_answer(tx, ConversationId(0)));
    assert_eq!(left.unwrap(), []);
    // Once more changes nothing.
    let before = desk.said(chat);
    desk.memory.act(|tx| give_up(tx, chat)).unwrap();
    assert_eq!(desk.said(chat), before);
}
