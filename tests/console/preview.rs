//! What a customer is typing, from the admin's switch to the agent's screen.

use serde_json::json;
use shopbell::desk::{channel::Settings, team::Role};

use super::{at_counter, sign_in, takes_next};
use crate::{
    browser::{Key, Stage},
    house::House,
    site::Site,
    widget::{counter, wire::Wire},
};

/// Numbers that the house's patterns find.
const NUMBERS: &[&str] = &[
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111–1111\u{A0}1111.1111",
    "378282246310005",
    "３７８２８２２４６３１０００５",
    "٤١١١١١١١١١١١١١١١",
    "DE89 3704 0044 0532 0130 00",
    "de89370400440532013000",
    "GB82-WEST-1234-5698-7654-32",
    "NO9386011117947",
    "078-05-1120",
    "AB 12 34 56 C",
    "AB123456C",
    "86 095 742 719",
    "2 55 08 14 168 025 38",
    "12345678Z",
    "X-1234567-L",
    "RSSMRA85T10A562S",
    "44051401359",
    "1112.22.333",
    "112-233-445 95",
    "500100732259",
    "529.982.247-25",
    "11010519491231002X",
    "2341 2341 2346",
    "811218-9876",
    "131052-308T",
    "10000000146",
    "900101-1234567",
];

const AHEAD: &str = "return (document.querySelector('.bubble--ahead')?.textContent ?? '')";

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_reads_along_and_card_numbers_never_leave_the_browser() {
    let house = House::open().await;
    let settings = Settings {
        typing_preview: true,
        ..counter::unasking()
    };
    counter::set_up(&house, settings).await;
    let stage = Stage::enter().await;
    let ana = at_counter(&house, &stage, "Ana").await;
    let bo = at_counter(&house, &stage, "Bo").await;
    let wire = Wire::to(house.address()).await;
    let shop = Site::by_way_of(wire.address, &house).await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.see("Our team may see what you write before you send it")
        .await;
    assert_eq!(vera.axe().await, Vec::<String>::new());
    vera.type_into("Message", "Hello?").await;
    vera.press(Key::Enter).await;
    ana.see("Hello?").await;
    // While nobody has the chat, nothing but the sign goes out.
    vera.type_into("Message", "Nobody reads this").await;
    vera.fill("Message", "").await;
    takes_next(&ana).await;
    vera.see("Ana joined").await;
    // Time is in this story's hand: on Ana's screen, and where Vera writes.
    ana.run(
        "window.due = [];
         const real = window.setTimeout;
         window.setTimeout = (act, ms, ...rest) => (ms === 8000 ? (due.push(act), 0) : real(act, ms, ...rest));",
    )
    .await;
    vera.run("const now = Date.now(); Date.now = () => now")
        .await;
    bo.goto(&house.url("/console/1")).await;
    bo.see_css("[data-stance=theirs]").await;

    vera.type_into("Message", "My card is 4111 1111 1111 1111, thanks")
        .await;
    let is = |words: &str| format!("{AHEAD} === '{words}'");
    ana.until("read along", &is("My card is •••• •••• •••• ••••, thanks"))
        .await;
    ana.see("Typing, not sent yet").await;
    assert_eq!(ana.axe().await, Vec::<String>::new());
    ana.until("be told when it rests", "return [...document.querySelectorAll('[role=status]')].some(one => one.textContent.startsWith('Not sent yet: My card'))").await;
    assert_eq!(bo.run(AHEAD).await, json!(""), "it is Ana's chat");
    let typed: Vec<String> = wire
        .asked()
        .into_iter()
        .filter(|asked| {
            asked.contains("POST /api/v1/visitor/typing") || asked.contains("{\"text\"")
        })
        .collect();
    assert!(
        typed.iter().any(|asked| asked.contains("My card is")),
        "the premise: {typed:?}"
    );
    for asked in &typed {
        let body = asked.rsplit("\r\n\r\n").next().unwrap();
        let digits = body.chars().filter(char::is_ascii_digit).count();
        assert!(digits < 6 || !body.contains("{\"text\""), "{body}");
        assert!(!body.contains("Nobody reads"), "{body}");
    }

    // Sent: the message stands there, and nothing else.
    vera.press(Key::Enter).await;
    ana.see("My card is 4111 1111 1111 1111, thanks").await;
    ana.gone_css(".bubble--ahead").await;

    // Eight seconds by Ana's clock.
    vera.type_into("Message", "Still there?").await;
    ana.until("read along", &is("Still there?")).await;
    ana.run("for (const act of due.splice(0)) act()").await;
    ana.gone_css(".bubble--ahead").await;

    // Ana looks at another chat: nothing is sent any more, and when she comes back it goes on.
    ana.goto(&house.url("/console")).await;
    vera.fill("Message", "").await;
    vera.type_into("Message", "Nobody reads that either").await;
    ana.goto(&house.url("/console/1")).await;
    ana.until("read along", &is("Nobody reads that either"))
        .await;

    // Whatever the patterns would find is hidden from its sixth digit on, however far it is typed.
    let script = format!(
        "const numbers = {};
         return import(document.querySelector('script[type=module]').src.replace('frame.js', 'preview.js')).then(({{ veil }}) => {{
           const bare = [];
           for (const number of numbers) for (const end of [...number].keys()) {{
             const typed = `So: ${{[...number].slice(0, end + 1).join('')}}`;
             if ((veil(typed).match(/\\p{{Nd}}/gu) ?? []).length > 5) bare.push(typed);
             if ((veil(`${{number}} is it, order 10423`).match(/\\p{{Nd}}/gu) ?? []).join('') !== '10423') bare.push(number);
           }}
           return bare;
         }})",
        json!(NUMBERS)
    );
    assert_eq!(vera.run(&script).await, json!([]));
    let kept = "return import(document.querySelector('script[type=module]').src.replace('frame.js', 'preview.js')).then(({ veil }) => veil('2 cups, kettle 08, order 10423, at 9.30'))";
    assert_eq!(
        vera.run(kept).await,
        json!("2 cups, kettle 08, order 10423, at 9.30")
    );
    drop((ana, bo, vera));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_turns_it_on_and_off_and_customers_are_told() {
    let house = House::open().await;
    house.member("Cleo", Role::Admin).await;
    counter::set_up(&house, counter::unasking()).await;
    let stage = Stage::enter().await;
    let cleo = stage.browser("Cleo").open().await;
    sign_in(&house.url(""), &cleo, "Cleo").await;
    let shop = Site::open(&house).await;
    let vera = stage.browser("Vera").open().await;
    shop.ask(&vera).await;
    vera.gone("Our team may see").await;

    let rooms = house.url("/admin/channels/1");
    let save = "#typing ~ form button";
    for is_on in [true, false] {
        cleo.goto(&rooms).await;
        cleo.see("Show the team what customers type").await;
        cleo.click("Show the team what customers type").await;
        cleo.click_css(save).await;
        cleo.see("Saved.").await;
        let checked =
            format!("return document.querySelector('#typing ~ form input').checked === {is_on}");
        cleo.until("find it saved", &checked).await;
        // Looks alone are saved elsewhere, and leave it as it is.
        cleo.goto(&format!("{rooms}/look")).await;
        cleo.click("Save").await;
        cleo.see("Saved.").await;
        cleo.goto(&rooms).await;
        cleo.until("find it as it was", &checked).await;
        vera.leave_widget().await;
        vera.reload().await;
        shop.ask(&vera).await;
        if is_on {
            vera.see("Our team may see what you write before you send it")
                .await;
        } else {
            vera.gone("Our team may see").await;
        }
    }
    cleo.goto(&house.url("/admin/log")).await;
    cleo.see("turned on the typing preview of the web chat")
        .await;
    cleo.see("turned off the typing preview of the web chat")
        .await;
    drop((cleo, vera));
    house.close().await;
}
