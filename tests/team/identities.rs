//! As whom agents write: an admin sets it up, an agent chooses, a customer sees that and nothing else.

use shopbell::desk::{agent_identity, team::Role};

use crate::{
    browser::{Browser, Stage},
    house::{House, PASSWORD},
    paper::Shop,
    site::Site,
    widget::counter,
};

async fn sign_in(house: &House, browser: &Browser<'_>, name: &str, next: &str) {
    browser
        .goto(&house.url(&format!("/sign-in?next={next}")))
        .await;
    let email = format!("{}@kettle.example", name.to_lowercase());
    browser.type_into("Email", &email).await;
    browser.type_into("Password", PASSWORD).await;
    browser.click("Sign in").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_with_a_picture_is_all_that_a_customer_sees() {
    let house = House::open().await;
    counter::set_up(&house, counter::unasking()).await;
    house.member("Ana", Role::Admin).await;
    house.member("Bo", Role::Agent).await;
    let stage = Stage::enter().await;

    // Ana makes a role with a picture, and an alias for Bo.
    let ana = stage.browser("Ana").open().await;
    sign_in(&house, &ana, "Ana", "/admin/identities").await;
    ana.see("Everybody writes under their own name.").await;
    ana.screenshot("identities-none").await;
    ana.click("New identity").await;
    ana.see_css("#identity-name").await;
    ana.type_into("Name customers see", "Kettle & Co. support")
        .await;
    let photo = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo/photo-kettle.jpg");
    ana.choose_file(std::path::Path::new(photo)).await;
    ana.until(
        "see the picture",
        "return document.querySelector('[data-picture] img').naturalWidth > 0",
    )
    .await;
    ana.screenshot("identities-form").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.click("Save").await;
    ana.see("Role, for the whole team").await;
    ana.click("New identity").await;
    ana.see_css("#identity-name").await;
    ana.type_into("Name customers see", "Anna").await;
    ana.choose("Sort", "Alias of Bo").await;
    ana.click("Save").await;
    ana.see("Alias of Bo").await;
    ana.choose("See the agent as", "Kettle & Co. support").await;
    ana.click_css("form[action^='/admin/identities/usual/'] .btn--primary")
        .await;
    ana.see("Saved.").await;
    ana.screenshot("identities-list").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());

    // A customer writes, and Bo answers without choosing: they meet the role.
    let bo = stage.browser("Bo").open().await;
    sign_in(&house, &bo, "Bo", "/console").await;
    bo.see("All quiet at the counter").await;
    let site = Site::open(&house).await;
    let hannah = stage.browser("Hannah").open().await;
    site.ask(&hannah).await;
    hannah
        .type_into("Message", "Good morning, is it open?")
        .await;
    hannah.click("Send").await;
    hannah.see("Good morning, is it open?").await;
    bo.click("Next Chat").await;
    bo.see_css("#wearing-as").await;
    bo.type_into("Write a reply", "Good morning!").await;
    bo.click_css("#send").await;
    bo.see("(Kettle & Co. support)").await;
    bo.screenshot("identities-console").await;
    assert_eq!(bo.axe().await, Vec::<String>::new());
    hannah.see("Good morning!").await;
    hannah.see("Kettle & Co. support").await;
    hannah
        .until(
            "see the picture",
            "return [...document.querySelectorAll('.msg--in .avatar img')].some((one) => one.naturalWidth > 0)",
        )
        .await;
    hannah.screenshot("identities-widget").await;

    // Then as Anna, which holds over a reload.
    bo.choose("Customers see you as", "Anna").await;
    bo.until(
        "be Anna",
        "return document.querySelector('#wearing select').dataset.worn === document.querySelector('#wearing select').value",
    )
    .await;
    bo.reload().await;
    bo.see_css("#wearing-as").await;
    bo.type_into("Write a reply", "Anna again.").await;
    bo.click_css("#send").await;
    bo.see("(Anna)").await;
    hannah.see("Anna again.").await;
    let words = hannah.run("return document.body.textContent").await;
    assert!(!words.as_str().unwrap().contains("Bo"), "{words}");

    // Ana sees who it was, with the identity beside.
    ana.goto(&house.url("/chats/1")).await;
    ana.see("Bo (Anna)").await;
    drop((ana, bo, hannah));
    house.close().await;
}

/// What a browser would send of a form's field: of a list what is selected, of boxes what is ticked.
fn chosen(page: &str, name: &str) -> Vec<String> {
    let sent: Vec<&str> = match name {
        "owner" => {
            let list = page.split("name=\"owner\"").nth(1).unwrap_or_default();
            let list = list.split("</select>").next().unwrap_or_default();
            list.split("<option value=\"").skip(1).collect()
        }
        boxes => {
            let begins = format!("name=\"{boxes}\" value=\"");
            page.split(begins.as_str()).skip(1).collect()
        }
    };
    sent.into_iter()
        .filter_map(|rest| rest.split_once('"'))
        .filter(|(_, rest)| rest.starts_with(" selected") || rest.starts_with(" checked"))
        .map(|(value, _)| value.to_owned())
        .collect()
}

#[tokio::test]
async fn what_was_one_persons_is_not_everybodys_once_they_have_left() {
    let shop = Shop::open().await;
    let ana = shop.member("Ana", Role::Admin).await;
    let bo = shop.member("Bo", Role::Agent).await;
    let mut ana = shop.signed_in(&ana).await;
    let id = bo.id.to_string();
    for form in [
        [("name", "Dr. Barrow"), ("owner", id.as_str())],
        [("name", "Night desk"), ("agent", id.as_str())],
    ] {
        assert_eq!(ana.send("/admin/identities", &form).await.status, 303);
    }
    let leave = format!("/admin/team/{id}/deactivate");
    assert_eq!(ana.send(&leave, &[]).await.status, 303);
    let list = ana.get("/admin/identities").await.text;
    assert_eq!(list.matches("<bdi>Bo</bdi>").count(), 2, "{list}");

    // Ana changes the line below the names, and nothing else.
    for (path, name) in [
        ("/admin/identities/1", "Dr. Barrow"),
        ("/admin/identities/2", "Night desk"),
    ] {
        let page = ana.get(path).await.text;
        assert!(page.contains("Bo (Deactivated)"));
        let mut form = vec![("name", name), ("title", "Kettles")];
        let (owner, agents) = (chosen(&page, "owner"), chosen(&page, "agent"));
        form.extend(owner.iter().map(|id| ("owner", id.as_str())));
        form.extend(agents.iter().map(|id| ("agent", id.as_str())));
        assert_eq!(ana.send(path, &form).await.status, 303);
    }
    let all = shop.read(agent_identity::all).await;
    assert_eq!(all.len(), 2);
    for one in all {
        assert_eq!(one.mask.title, "Kettles");
        assert!(!one.for_all, "{one:?}");
        let named = one.owner.iter().chain(&one.agents);
        assert_eq!(named.collect::<Vec<_>>(), [&bo.id]);
    }
    // Nobody new is offered it.
    let new = ana.get("/admin/identities/new").await.text;
    assert!(!new.contains("Bo (Deactivated)"));
    shop.close().await;
}
