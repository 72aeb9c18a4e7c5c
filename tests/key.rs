//! A house that was opened without its key, and the admin who gives it back at the console (R31).

use std::{fs, path::Path};

use shopbell::{
    base::vault::Vault,
    demo::platform::{
        Platform,
        telegram::{Telegram, User},
    },
    desk::{
        account::{self, Introduction, Keys},
        channel::ChannelKind,
        sealed, setting,
        team::Role,
        translation::{self, Machine, Service, Translator},
    },
};

use crate::{
    browser::{Browser, Stage},
    console::sign_in,
    house::{House, PASSWORD},
};

const TOKEN: &str = "4242:of-the-bot";
const OMAR: User = User {
    id: 5511,
    name: "Omar",
    username: "omar",
    language: "en",
};
const NONE: [&str; 0] = [];

/// What the dialog answers to this text and password.
async fn gives(cleo: &Browser<'_>, text: &str, password: &str) {
    cleo.fill("Or its text", text).await;
    cleo.fill("Your password", password).await;
    cleo.click("Use this key").await;
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(not(unix))]
fn mode(_path: &Path) -> u32 {
    0o600
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_that_was_missing_is_given_and_everything_goes_on_without_a_new_start() {
    let telegram = Platform::open(Telegram::new(TOKEN), 0).await.unwrap();
    let house = House::open().await;
    house.member("Cleo", Role::Admin).await;
    let stage = Stage::enter().await;
    let cleo = stage.browser("Cleo").open().await;
    sign_in(&house.url(""), &cleo, "Cleo").await;
    let base = telegram.base();
    house
        .act(move |tx| {
            let who = Introduction {
                own_id: "4242".to_owned(),
                username: "@kettle_bot".to_owned(),
            };
            let mut keys = Keys::default();
            keys.set("token", TOKEN);
            keys.set("api_base", &base);
            let kind = ChannelKind::Telegram;
            account::connect(tx, kind, "Our bot", &keys, &who).unwrap();
            Ok(())
        })
        .await;
    telegram.manners.write(&OMAR, "Are you open on Sunday?");
    house
        .until("the bot is heard", async || {
            house.count("message").await == 1
        })
        .await;
    // While it is closed nobody knocks.
    cleo.goto("about:blank").await;
    let key_file = house.inside().config.key_file.clone();
    let kept = fs::read_to_string(&key_file).unwrap();
    let house = house
        .reopen_after(|| fs::remove_file(&key_file).unwrap())
        .await;
    let without = house.act(|tx| sealed::standing(tx)).await;
    assert!(without.without_key >= 2, "the premise: {without}");
    telegram.manners.write(&OMAR, "Hello?");
    // Meanwhile something new is sealed, with the key that the house has now.
    house
        .act(|tx| {
            let libre = Translator {
                service: Service::Libre,
                address: "http://127.0.0.1:9".to_owned(),
                ..Translator::default()
            };
            setting::put(tx, &libre)?;
            translation::keep_key(tx, "of the translator")
        })
        .await;

    cleo.goto(&house.url("/console")).await;
    cleo.see("cannot be read: they were sealed with another key.")
        .await;
    cleo.goto(&house.url("/admin/backups")).await;
    cleo.click("Give the key").await;
    cleo.see("Give Shopbell its key").await;
    assert_eq!(cleo.axe().await, NONE);
    cleo.screenshot("key-give").await;
    cleo.narrow().await;
    cleo.dark().await;
    cleo.screenshot("key-give-narrow").await;
    cleo.wide().await;
    cleo.light().await;
    let another = Vault::random().written();
    let cut = &kept[..kept.trim_end().len() - 3];
    for (text, password, told) in [
        (
            kept.as_str(),
            "not her password",
            "This is not your password.",
        ),
        ("# nothing", PASSWORD, "There is no key in it."),
        ("hello", PASSWORD, "Line 1 is no key"),
        (cut, PASSWORD, "Line 4 is no key"),
        (
            another.expose(),
            PASSWORD,
            "opens nothing of what cannot be read",
        ),
    ] {
        gives(&cleo, text, password).await;
        cleo.see_css("#key-give [aria-invalid=true]").await;
        cleo.see(told).await;
    }
    cleo.screenshot("key-other").await;
    cleo.complains(&["400"; 5]).await;
    assert_eq!(
        house.act(|tx| sealed::standing(tx)).await.locked(),
        without.locked()
    );
    assert_eq!(
        house.count("message").await,
        1,
        "the premise: nobody has fetched it"
    );

    // As the file that was kept.
    let drawer = house.data().with_file_name("drawer.key");
    fs::write(&drawer, &kept).unwrap();
    cleo.choose_file(&drawer).await;
    cleo.until(
        "have the file's text in the field",
        "return document.querySelector('[name=key_text]').value.includes('shopbell-key-1')",
    )
    .await;
    cleo.fill("Your password", PASSWORD).await;
    cleo.click("Use this key").await;
    cleo.see("The key fits.").await;
    cleo.gone("cannot be read").await;
    cleo.screenshot("key-given").await;
    cleo.goto(&house.url("/admin/log")).await;
    cleo.see("gave the missing key").await;
    house
        .until("the bot is heard again", async || {
            house.count("message").await == 2
        })
        .await;
    cleo.goto(&house.url("/admin/channels/2")).await;
    cleo.gone("because the key is missing").await;
    assert_eq!(mode(&key_file), 0o600);
    drop(cleo);
    // The copy that was kept is enough, for what was sealed meanwhile as well.
    let house = house
        .reopen_after(|| fs::write(&key_file, &kept).unwrap())
        .await;
    let standing = house.act(|tx| sealed::standing(tx)).await;
    assert_eq!((standing.locked(), standing.kept), (0, without.kept + 1));
    let machine = house
        .act(|tx| {
            let translator = setting::get(tx)?;
            translation::machine(tx, &translator)
        })
        .await;
    let Some(Machine::Libre(_, secret)) = machine else {
        panic!("nobody translates");
    };
    assert_eq!(secret.expose(), "of the translator");
    house.close().await;
}
