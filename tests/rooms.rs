//! The admin's rooms: the team, web chats, lists, keys, the log.

use std::process::Command;

use http::Method;
use shopbell::{
    base::id::QueueId,
    desk::{
        audit, channel,
        closing::{self, choice},
        queue::{self, policy::WrapUp},
        setting::{self, Closing, Team},
        team::{self, Role, invitation},
    },
    web::router,
};

use crate::paper::{Browser, PASSWORD, Page, Shop};

async fn shop_with_ana() -> (Shop, Browser) {
    let shop = Shop::open().await;
    let ana = shop.member("Ana", Role::Admin).await;
    let browser = shop.signed_in(&ana).await;
    (shop, browser)
}

/// Every page and form of the house that is not the API's, with ids in their places.
fn screens(method: &Method) -> Vec<(&'static str, String)> {
    router::routes()
        .into_iter()
        .filter(|route| route.method == *method && !route.path.starts_with("/api/"))
        .map(|route| {
            let path = route.path.replace("{id}", "1").replace("{list}", "types");
            (route.handler.who(), path)
        })
        .filter(|(_, path)| !path.contains('{') || path.starts_with("/join"))
        .collect()
}

#[tokio::test]
async fn no_form_of_any_screen_is_taken_from_another_site() {
    let (shop, ana) = shop_with_ana().await;
    let forms = screens(&Method::POST);
    assert!(forms.len() > 20, "the premise: there are forms");
    for (_, path) in forms {
        for origin in ["https://evil.example", "null"] {
            let page = ana.send_from(origin, &path, &[("name", "x")]).await;
            assert_eq!(page.status, 403, "{path} from {origin}");
        }
    }
    assert_eq!(ana.get("/admin/team").await.status, 200);
    shop.close().await;
}

#[tokio::test]
async fn the_rooms_are_for_admins_alone() {
    let (shop, ana) = shop_with_ana().await;
    let mut people = Vec::new();
    for (name, role) in [("Bo", Role::Agent), ("Cy", Role::Supervisor)] {
        let agent = shop.member(name, role).await;
        people.push(shop.signed_in(&agent).await);
    }
    let stranger = shop.browser();
    for method in [Method::GET, Method::POST] {
        for (who, path) in screens(&method) {
            if who != "admin" {
                continue;
            }
            let ask = async |browser: &Browser| match method {
                Method::GET => browser.get(&path).await,
                _ => browser.clone().send(&path, &[("name", "x")]).await,
            };
            for browser in &people {
                assert_eq!(ask(browser).await.status, 403, "{method} {path}");
            }
            let shut = ask(&stranger).await;
            assert!(shut.to().starts_with("/sign-in"), "{method} {path}");
            if method == Method::GET {
                let seen = ask(&ana).await.status;
                assert!(matches!(seen, 200 | 303 | 404), "{path}: {seen}");
            }
        }
    }
    assert_eq!(shop.read(team::active).await.len(), 3, "nothing was done");
    shop.close().await;
}

#[tokio::test]
async fn the_last_admin_stays_and_is_told_why() {
    let (shop, mut ana) = shop_with_ana().await;
    let demote = [("role", "agent"), ("limit", "10")];
    let page = ana.send("/admin/team/1", &demote).await;
    assert_eq!(page.status, 409);
    assert!(page.text.contains("This is the last admin."));
    let page = ana.send("/admin/team/1/deactivate", &[]).await;
    assert_eq!(page.status, 409);
    assert!(page.text.contains("This is the last admin."));
    shop.member("Bo", Role::Agent).await;
    let promote = [("role", "admin"), ("limit", "7")];
    assert_eq!(ana.send("/admin/team/2", &promote).await.status, 303);
    assert_eq!(ana.send("/admin/team/1", &demote).await.status, 303);
    assert_eq!(ana.get("/admin/team").await.status, 403, "the view follows");
    let bo = shop.read(team::active).await.remove(1);
    assert_eq!((bo.role, bo.chat_limit), (Role::Admin, 7));
    shop.close().await;
}

#[tokio::test]
async fn who_leaves_is_out_at_once_and_can_come_back() {
    let (shop, mut ana) = shop_with_ana().await;
    let bo = shop.member("Bo", Role::Agent).await;
    let mut browser = shop.signed_in(&bo).await;
    assert_eq!(browser.get("/sign-in").await.status, 303, "signed in");
    let path = format!("/admin/team/{}", bo.id);
    assert!(ana.get(&path).await.text.contains("Signed in on 1 device"));
    let sure = ana.get(&format!("{path}?sure=deactivate")).await;
    assert!(sure.text.contains("Deactivate Bo?"));
    ana.send(&format!("{path}/deactivate"), &[]).await;
    assert_eq!(browser.get("/sign-in").await.status, 200, "signed out");
    let form = [("email", "bo@kettle.example"), ("password", PASSWORD)];
    assert_eq!(browser.send("/sign-in", &form).await.status, 401);
    assert!(ana.get(&path).await.text.contains("Let back in"));
    ana.send(&format!("{path}/reactivate"), &[]).await;
    assert_eq!(browser.send("/sign-in", &form).await.status, 303);
    shop.close().await;
}

#[tokio::test]
async fn a_limit_that_is_none_is_refused_beside_its_field() {
    let (shop, mut ana) = shop_with_ana().await;
    for limit in ["0", "101", "many", "", "-3"] {
        let page = ana
            .send("/admin/team/1", &[("role", "admin"), ("limit", limit)])
            .await;
        assert_eq!(page.status, 400, "{limit}");
        assert!(page.text.contains("id=\"member-limit-error\""), "{limit}");
    }
    shop.close().await;
}

/// What the forms of a page say they show, in their order.
fn shown(page: &Page) -> Vec<String> {
    let rest = page.text.split("name=\"shown\" value=\"").skip(1);
    let values = rest.filter_map(|rest| rest.split('"').next());
    values
        .map(|value| value.replace("&quot;", "\"").replace("&amp;", "&"))
        .collect()
}

#[tokio::test]
async fn what_two_admins_do_about_somebody_at_once_is_both_done() {
    let (shop, mut ana) = shop_with_ana().await;
    let bo = shop.member("Bo", Role::Admin).await;
    let mut bo = shop.signed_in(&bo).await;
    let cy = shop.member("Cy", Role::Agent).await;
    let path = format!("/admin/team/{}", cy.id);
    let old = cy.chat_limit.to_string();
    let seen = shown(&ana.get(&path).await);

    // Bo gives a right and a language while Ana looks at what was before.
    let right = [("role", "supervisor"), ("limit", old.as_str())];
    assert_eq!(bo.send(&path, &right).await.status, 303);
    let work = format!("{path}/work");
    assert_eq!(bo.send(&work, &[("language", "ru")]).await.status, 303);
    let limit = [
        ("shown", seen[0].as_str()),
        ("role", "agent"),
        ("limit", "4"),
    ];
    assert_eq!(ana.send(&path, &limit).await.status, 303);
    let holds = [
        ("shown", seen[1].as_str()),
        ("language", "zh"),
        ("holds", "on"),
    ];
    assert_eq!(ana.send(&work, &holds).await.status, 303);
    let id = cy.id;
    let cy = shop.read(move |reader| team::by_id(reader, id)).await;
    let cy = cy.unwrap();
    assert_eq!((cy.role, cy.chat_limit), (Role::Supervisor, 4));
    assert_eq!((cy.languages.as_str(), cy.holds_chats), ("ru zh", true));

    // Cy's own page was open before that, too.
    let mut own = shop.signed_in(&cy).await;
    let seen = shown(&own.get("/account").await);
    assert_eq!(bo.send(&work, &[("language", "ru")]).await.status, 303);
    let louder = [
        ("shown", seen[0].as_str()),
        ("theme", "system"),
        ("volume", "90"),
        ("holds_chats", "on"),
    ];
    assert_eq!(own.send("/account/preferences", &louder).await.status, 303);
    let cy = shop.read(move |reader| team::by_id(reader, id)).await;
    let cy = cy.unwrap();
    assert_eq!((cy.preferences.volume, cy.holds_chats), (90, false));
    shop.close().await;
}

#[tokio::test]
async fn who_joins_while_a_queue_is_looked_at_belongs_to_it() {
    let (shop, mut ana) = shop_with_ana().await;
    shop.member("Bo", Role::Agent).await;
    let path = "/admin/queues/1";
    let seen = shown(&ana.get(path).await).remove(0);
    let form = |changes: &[(&'static str, &'static str)]| {
        let mut form = vec![
            ("name", "Counter"),
            ("mode", "pick"),
            ("choice", "least_busy"),
            ("offer_s", "120"),
            ("most_waiting", ""),
            ("line_shown", "estimate"),
            ("previous", "first"),
            ("previous_s", "60"),
            ("group_first_s", "300"),
            ("wrap_up", "none"),
            ("wrap_up_s", "60"),
            ("picks_in_wrap_up", "on"),
            ("limits_picking", "on"),
            ("silence", "nothing"),
            ("reminder_min", "20"),
            ("close_min", "60"),
            ("absent_min", "5"),
            ("member", "1"),
        ];
        for (name, value) in changes {
            form.retain(|(known, _)| known != name || *name == "member");
            form.push((*name, *value));
        }
        form
    };

    // Cy joins and serves every queue; a colleague gives those who lose their line more time.
    let cy = shop.member("Cy", Role::Admin).await;
    let mut cy = shop.signed_in(&cy).await;
    let more = form(&[("absent_min", "9"), ("member", "2"), ("member", "3")]);
    assert_eq!(cy.send(path, &more).await.status, 303);
    // Ana takes Bo out of a form in which Cy has no box.
    let mut without_bo: Vec<(&str, &str)> = form(&[("wrap_up", "timed")]);
    without_bo.push(("shown", seen.as_str()));
    assert_eq!(ana.send(path, &without_bo).await.status, 303);

    let (queue, ends) = shop
        .read(|reader| {
            let queue = queue::edit::one(reader, QueueId(1))?.unwrap();
            Ok((queue, queue::edit::ends(reader, QueueId(1))?))
        })
        .await;
    let members: Vec<(&str, bool)> = ends
        .members
        .iter()
        .map(|(_, name, belongs)| (name.as_str(), *belongs))
        .collect();
    assert_eq!(members, [("Ana", true), ("Bo", false), ("Cy", true)]);
    assert_eq!(queue.policy.absent_min, 9);
    assert_eq!(queue.policy.wrap_up, WrapUp::Timed);
    shop.close().await;
}

#[tokio::test]
async fn a_link_is_shown_once_and_can_be_withdrawn() {
    let (shop, mut ana) = shop_with_ana().await;
    let wrong = ana
        .send(
            "/admin/invitations",
            &[("email", "cut@off"), ("role", "agent")],
        )
        .await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.text.contains("This address looks cut off."));
    assert!(wrong.text.contains("value=\"cut@off\""));
    let made = ana
        .send(
            "/admin/invitations",
            &[("email", ""), ("role", "supervisor")],
        )
        .await;
    assert_eq!(made.status, 201);
    let link = format!("/join/{}", made.between("/join/", "\""));
    assert!(!ana.get("/admin/team").await.text.contains(&link));
    let mut bo = shop.browser();
    assert_eq!(bo.get(&link).await.status, 200);
    let id = shop.read(invitation::pending).await[0].id;
    ana.send(&format!("/admin/invitations/{id}/withdraw"), &[])
        .await;
    assert_eq!(bo.get(&link).await.status, 410);
    let joined = [
        ("name", "Bo"),
        ("email", "bo@kettle.example"),
        ("password", PASSWORD),
    ];
    assert_eq!(bo.send(&link, &joined).await.status, 410);
    shop.close().await;
}

#[tokio::test]
async fn a_reset_link_comes_from_the_member_s_screen() {
    let (shop, mut ana) = shop_with_ana().await;
    let bo = shop.member("Bo", Role::Agent).await;
    let made = ana.send(&format!("/admin/team/{}/reset", bo.id), &[]).await;
    assert_eq!(made.status, 201);
    let link = format!("/reset/{}", made.between("/reset/", "\""));
    let mut browser = shop.browser();
    let set = browser
        .send(&link, &[("password", "four other plain words")])
        .await;
    assert_eq!(set.status, 303);
    shop.close().await;
}

#[tokio::test]
async fn a_password_that_a_command_sets_makes_links_worthless_and_lets_nobody_in_who_is_out() {
    let (shop, mut ana) = shop_with_ana().await;
    let bo = shop.member("Bo", Role::Agent).await;
    let cy = shop.member("Cy", Role::Agent).await;
    let made = ana.send(&format!("/admin/team/{}/reset", bo.id), &[]).await;
    let link = format!("/reset/{}", made.between("/reset/", "\""));
    let leave = format!("/admin/team/{}/deactivate", cy.id);
    assert_eq!(ana.send(&leave, &[]).await.status, 303);
    let shop = shop
        .reopen_after(|data| {
            for (email, said) in [
                ("bo@kettle.example", "signed out everywhere"),
                ("cy@kettle.example", "they are deactivated"),
            ] {
                let file = data.with_file_name("password");
                std::fs::write(&file, "four other plain words\n").unwrap();
                let answer = Command::new(env!("CARGO_BIN_EXE_shopbell"))
                    .args(["user", "reset-password", "--email", email])
                    .arg("--password-file")
                    .arg(&file)
                    .arg("--data")
                    .arg(data)
                    .output()
                    .unwrap();
                assert!(answer.status.success(), "{answer:?}");
                let told = String::from_utf8(answer.stdout).unwrap();
                assert!(told.contains(said), "{told}");
            }
        })
        .await;
    let mut browser = shop.browser();
    assert_eq!(browser.get(&link).await.status, 410);
    let mut form = [
        ("email", "bo@kettle.example"),
        ("password", "four other plain words"),
    ];
    assert_eq!(browser.send("/sign-in", &form).await.status, 303);
    form[0].1 = "cy@kettle.example";
    let mut browser = shop.browser();
    assert_eq!(browser.send("/sign-in", &form).await.status, 401);
    shop.close().await;
}

#[tokio::test]
async fn a_rule_for_what_is_no_longer_in_use_does_not_become_one_for_everything() {
    let (shop, mut ana) = shop_with_ana().await;
    shop.member("Bo", Role::Agent).await;
    let made = ana.send("/admin/queues", &[("name", "Repairs")]).await;
    assert_eq!(made.to(), "/admin/queues/2");
    let rule = [
        ("name", "Patience"),
        ("occasion", "new_chat"),
        ("queue", "2"),
        ("tag", "77"),
        ("to_agent", "2"),
        ("reply", "Repairs take three weeks."),
    ];
    assert_eq!(ana.send("/admin/rules", &rule).await.status, 303);
    for leave in ["/admin/queues/2/retire", "/admin/team/2/deactivate"] {
        assert_eq!(ana.send(leave, &[]).await.status, 303, "{leave}");
    }
    let page = ana.get("/admin/rules/1").await.text;
    for chosen in [
        "<option value=\"2\" selected>Repairs (Retired)</option>",
        "<option value=\"2\" selected>Bo (Deactivated)</option>",
        "<option value=\"77\" selected>#77</option>",
    ] {
        assert!(page.contains(chosen), "{chosen}");
    }
    // Whoever has not chosen them is not offered them.
    let new = ana.get("/admin/rules/new").await.text;
    assert!(!new.contains("Repairs") && !new.contains("Bo ("));
    shop.close().await;
}

#[tokio::test]
async fn a_web_chat_is_added_changed_and_paused() {
    let (shop, mut ana) = shop_with_ana().await;
    let wrong = ana
        .send(
            "/admin/channels",
            &[("name", "Shop"), ("sites", "ftp://shop.example")],
        )
        .await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.text.contains("is no address of a site"));
    assert!(
        wrong.text.contains("ftp://shop.example"),
        "typed text stays"
    );
    let sites = "https://Shop.example/cart, shop.example\nhttp://localhost:8080";
    let added = ana
        .send(
            "/admin/channels",
            &[("name", "茶具 Shop"), ("sites", sites)],
        )
        .await;
    assert_eq!(added.status, 303);
    let chat = shop.read(channel::all).await.remove(0);
    assert_eq!(
        chat.settings.sites,
        ["https://shop.example", "http://localhost:8080"]
    );
    let path = format!("/admin/channels/{}", chat.id);
    let page = ana.get(&path).await;
    assert!(page.text.contains(&chat.site_key));
    let id = chat.id;
    let secret = shop.read(move |reader| channel::identity_secret(reader, id));
    let secret = secret.await.unwrap();
    assert!(!page.text.contains(secret.expose()), "not unasked");
    let page = ana.get(&format!("{path}?show=secret")).await;
    assert!(page.text.contains(secret.expose()));
    let list = ana.get("/admin/channels").await;
    assert!(!list.text.contains(secret.expose()));
    let look = format!("/widget/{}/look.js", chat.site_key);
    assert_eq!(ana.get(&look).await.status, 200);
    ana.send(&format!("{path}/pause"), &[]).await;
    assert_eq!(ana.get(&look).await.status, 404, "no bell on the site");
    let trial = ana.get(&format!("/try/{}", chat.site_key)).await;
    assert!(trial.text.contains("This web chat is paused"));
    ana.send(&format!("{path}/resume"), &[]).await;
    assert_eq!(ana.get(&look).await.status, 200);
    assert_eq!(ana.get("/admin/channels/99").await.status, 404);
    shop.close().await;
}

fn appearance(colour: &str) -> Vec<(&str, &str)> {
    vec![
        ("colour", colour),
        ("launcher", "wide"),
        ("label", "Ask us"),
        ("position", "left"),
        ("greeting", "你好"),
        ("teaser", "<b>Hi</b>"),
        ("topics", "One\n\nTwo"),
        ("ask_name", "required"),
        ("ask_email", "never"),
        ("consent", "I agree."),
        ("privacy_url", "https://shop.example/privacy"),
        ("offline_text", ""),
    ]
}

#[tokio::test]
async fn an_unreadable_colour_is_not_saved_and_a_darker_one_is_offered() {
    let (shop, mut ana) = shop_with_ana().await;
    ana.send(
        "/admin/channels",
        &[("name", "Shop"), ("sites", "https://shop.example")],
    )
    .await;
    let path = "/admin/channels/1/look";
    let pale = ana.send(path, &appearance("#ffee88")).await;
    assert_eq!(pale.status, 400);
    assert!(pale.text.contains("Too pale to find on a white page"));
    assert!(pale.text.contains("Take a darker one:"));
    assert!(pale.text.contains("value=\"Ask us\""), "typed text stays");
    let chat = shop.read(channel::all).await.remove(0);
    assert_eq!(chat.settings.colour, "#0d6570");
    let darker = pale.between("name=\"instead\" value=\"", "\"");
    let mut form = appearance("#ffee88");
    form.push(("instead", &darker));
    let saved = ana.send(path, &form).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let settings = shop.read(channel::all).await.remove(0).settings;
    assert_eq!(settings.colour, darker);
    assert_eq!(settings.topics, ["One", "Two"]);
    assert_eq!(settings.sites, ["https://shop.example"], "not of this form");
    assert!(!settings.offline_form, "switched off");
    assert!(settings.voice, "not of this form");
    let page = ana.get(path).await.text;
    assert!(page.contains("&lt;b&gt;Hi&lt;/b&gt;") && !page.contains("<b>Hi</b>"));
    shop.close().await;
}

#[tokio::test]
async fn lists_are_kept_by_the_team() {
    let (shop, mut ana) = shop_with_ana().await;
    for name in ["Order", "Delivery", "退货"] {
        let page = ana.send("/admin/closing/types", &[("name", name)]).await;
        assert_eq!(page.status, 303);
    }
    let twice = ana
        .send("/admin/closing/types", &[("name", "delivery")])
        .await;
    assert_eq!(twice.status, 409);
    assert!(twice.text.contains("The list has this name already."));
    let nameless = ana.send("/admin/closing/types/1", &[("name", " ")]).await;
    assert_eq!(nameless.status, 400);
    ana.send("/admin/closing/types/1", &[("name", "Where is my order?")])
        .await;
    ana.send(
        "/admin/closing/types/3/move",
        &[("place", "0"), ("focus", "up")],
    )
    .await;
    ana.send("/admin/closing/types/2/retire", &[]).await;
    let names = |types: Vec<closing::ChatType>| -> Vec<String> {
        types.into_iter().map(|choice| choice.name).collect()
    };
    let offered = names(shop.read(closing::chat_types).await);
    assert_eq!(offered, ["退货", "Where is my order?"]);
    let back = ana
        .send("/admin/closing/types", &[("name", "Delivery")])
        .await;
    assert_eq!(back.status, 303);
    assert_eq!(names(shop.read(closing::chat_types).await).len(), 3);
    let reasons = shop.read(choice::all::<shopbell::base::id::ReasonId>).await;
    assert!(reasons.is_empty(), "the other list is another list");
    ana.send("/admin/closing", &[("type_required", "on")]).await;
    let rules = shop.read(setting::get::<Closing>).await;
    assert!(rules.type_required && !rules.reason_required && !rules.survey);
    assert_eq!(
        ana.send("/admin/closing/colours", &[("name", "x")])
            .await
            .status,
        404
    );
    shop.close().await;
}

#[tokio::test]
async fn a_key_is_shown_once_works_and_ends() {
    let (shop, mut ana) = shop_with_ana().await;
    for (form, words) in [
        (
            vec![
                ("name", " "),
                ("scope", "read"),
                ("days", "30"),
                ("password", PASSWORD),
            ],
            "Say what the key is for",
        ),
        (
            vec![("name", "Stock"), ("days", "30"), ("password", PASSWORD)],
            "Choose what the key may do.",
        ),
        // Whoever finds her browser open makes none.
        (
            vec![
                ("name", "Stock"),
                ("scope", "read"),
                ("days", "30"),
                ("password", "a guess"),
            ],
            "value=\"Stock\"",
        ),
        (
            vec![("name", "Stock"), ("scope", "admin"), ("days", "never")],
            "id=\"password-error\"",
        ),
    ] {
        let page = ana.send("/admin/keys", &form).await;
        assert_eq!(page.status, 400, "{words}");
        assert!(page.text.contains(words), "{words}");
        assert!(!page.text.contains("sbk_"), "none was made");
    }
    let form = [
        ("name", "Stock script"),
        ("scope", "read"),
        ("days", "30"),
        ("password", PASSWORD),
    ];
    let made = ana.send("/admin/keys", &form).await;
    assert_eq!(made.status, 201);
    let key = format!("sbk_{}", made.between("value=\"sbk_", "\""));
    assert!(!ana.get("/admin/keys").await.text.contains(&key));
    let program = shop.browser();
    let bearer = format!("Bearer {key}");
    let read = async || {
        let headers = [("authorization", bearer.as_str())];
        program
            .get_with(&headers, "/api/v1/agent/conversations")
            .await
    };
    assert_eq!(read().await.status, 200);
    ana.send("/admin/keys/1/revoke", &[]).await;
    assert_eq!(read().await.status, 401);
    shop.close().await;
}

#[tokio::test]
async fn the_log_tells_who_did_what() {
    let (shop, mut ana) = shop_with_ana().await;
    ana.send("/admin/shop", &[("team", "Kite & Kettle <b>")])
        .await;
    assert_eq!(
        shop.read(setting::get::<Team>).await.name,
        "Kite & Kettle <b>"
    );
    assert_eq!(ana.send("/admin/shop", &[("team", " ")]).await.status, 400);
    let page = ana.get("/admin/log").await.text;
    assert!(page.contains("named the shop"));
    assert!(page.contains("Kite &amp; Kettle &lt;b&gt;"));
    let last = shop.read(|reader| audit::newest(reader, 1)).await[0].id;
    let older = ana.get(&format!("/admin/log?before={last}")).await.text;
    assert!(!older.contains("named the shop"));
    shop.close().await;
}

#[test]
fn every_act_in_the_log_has_its_words() {
    // The acts as the code spells them: a new one without words would be shown as it is.
    let mut acts = Vec::new();
    for entry in walk(std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))) {
        let source = std::fs::read_to_string(entry).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap();
        for call in source.split("audit::log").skip(1) {
            let arguments = call.split(';').next().unwrap();
            if let Some(act) = arguments.split('"').nth(1)
                && !act.is_empty()
                && act.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            {
                acts.push(act.to_owned());
            }
        }
    }
    assert!(acts.len() > 15, "the premise: acts are found, {acts:?}");
    for lang in shopbell::base::lang::Lang::ALL {
        for act in &acts {
            let name = format!("act-{act}");
            assert_ne!(lang.text(&name), name, "{lang:?}");
        }
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}
