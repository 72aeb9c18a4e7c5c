//! How a web chat looks and what it asks, beside a preview that follows every keystroke.

use http::StatusCode;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::{
    super::{Room, show, show_with},
    Tab, change, head, load,
    preview::preview,
};
use crate::{
    base::{colour::Colour, lang::Lang, text},
    desk::{
        channel::{Ask as Asks, Channel, Settings},
        conversation::consent,
    },
    t,
    web::{
        answer::{Reply, see_other},
        field::{Field, Wrong, choice},
        layout::{icon_sm, icon_xs},
        meanwhile,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

/// Colours to begin with: all of them can be read.
const SWATCHES: [&str; 6] = [
    "#0d6570", "#1f2d3a", "#7a3f2b", "#3d5a2c", "#8a2f4b", "#2f5da8",
];
/// Questions on the first screen.
const MOST_TOPICS: usize = 6;

/// The form as it was typed.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    colour: String,
    /// A better colour that was offered, and taken.
    instead: Option<String>,
    launcher: String,
    label: String,
    position: String,
    greeting: String,
    teaser: String,
    topics: String,
    ask_name: String,
    ask_email: String,
    consent: String,
    consent_is_notice: Option<String>,
    privacy_url: String,
    offline_form: Option<String>,
    offline_text: String,
}

impl From<&Settings> for Typed {
    fn from(settings: &Settings) -> Self {
        let on = |is_on: bool| is_on.then(|| "on".to_owned());
        Self {
            colour: settings.colour.clone(),
            instead: None,
            launcher: settings.launcher.clone(),
            label: settings.label.clone(),
            position: settings.position.clone(),
            greeting: settings.greeting.clone(),
            teaser: settings.teaser.clone(),
            topics: settings.topics.join("\n"),
            ask_name: settings.ask_name.word().to_owned(),
            ask_email: settings.ask_email.word().to_owned(),
            consent: settings.consent.clone(),
            consent_is_notice: on(settings.consent_is_notice),
            privacy_url: settings.privacy_url.clone(),
            offline_form: on(settings.offline_form),
            offline_text: settings.offline_text.clone(),
        }
    }
}

impl Typed {
    fn topics(&self) -> Vec<String> {
        self.topics
            .lines()
            .map(|topic| text::clean_line(topic, 80))
            .filter(|topic| !topic.is_empty())
            .collect()
    }

    /// What was typed and found sound, as settings; what is not of this form stays as it is in `kept`.
    fn laid_over(&self, kept: Settings) -> Settings {
        let one_of = |value: &str, known: [&str; 2]| {
            let found = known.into_iter().find(|known| *known == value);
            found.unwrap_or(known[0]).to_owned()
        };
        let asks = |value: &str| Asks::from_word(value).unwrap_or(Asks::Optional);
        Settings {
            colour: match self.colour.trim().parse::<Colour>() {
                Ok(colour) => colour.to_string(),
                Err(_) => kept.colour,
            },
            launcher: one_of(&self.launcher, ["round", "wide"]),
            label: text::clean_line(&self.label, 30),
            position: one_of(&self.position, ["right", "left"]),
            greeting: text::clean_line(&self.greeting, 200),
            teaser: text::clean_line(&self.teaser, 200),
            topics: self.topics(),
            ask_name: asks(&self.ask_name),
            ask_email: asks(&self.ask_email),
            consent: text::clean_line(&self.consent, consent::LONGEST),
            consent_is_notice: self.consent_is_notice.is_some(),
            privacy_url: self.privacy_url.trim().to_owned(),
            offline_form: self.offline_form.is_some(),
            offline_text: text::clean_line(&self.offline_text, 300),
            ..kept
        }
    }
}

fn check(lang: Lang, typed: &Typed) -> Result<(), Wrong> {
    let mut wrong = Wrong::default();
    match typed.colour.trim().parse::<Colour>() {
        Ok(colour) if colour.is_good() => {}
        Ok(colour) => wrong.add("colour", verdict(lang, colour)),
        Err(_) => wrong.add("colour", t!(lang, "colour-wrong")),
    }
    if typed.topics().len() > MOST_TOPICS {
        wrong.add("topics", t!(lang, "topics-many", count = MOST_TOPICS));
    }
    let privacy_url = typed.privacy_url.trim();
    if !privacy_url.is_empty() && !is_web_address(privacy_url) {
        wrong.add("privacy_url", t!(lang, "address-wrong"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

fn is_web_address(address: &str) -> bool {
    let uri: Result<http::Uri, _> = address.parse();
    address.len() <= 500
        && uri.is_ok_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https")) && uri.authority().is_some()
        })
}

/// What is wrong with a colour, in figures.
fn verdict(lang: Lang, colour: Colour) -> std::borrow::Cow<'static, str> {
    let figure = |contrast: f64| format!("{contrast:.1}");
    if colour.text_contrast() < crate::base::colour::READABLE {
        let ratio = figure(colour.text_contrast());
        t!(lang, "colour-unreadable", ratio = &ratio)
    } else {
        let ratio = figure(colour.page_contrast());
        t!(lang, "colour-pale", ratio = &ratio)
    }
}

pub(in crate::web::admin) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let channel = load(&ask).await?;
    let typed = Typed::from(&channel.settings);
    let inside = view(admin.lang, &channel, &typed, &Wrong::default(), &wish);
    show(&ask, &admin, Room::Channels, &inside).await
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let channel = load(&ask).await?;
    let mut typed = meanwhile::form(&mut ask, &Typed::from(&channel.settings)).await?;
    if let Some(instead) = typed.instead.take() {
        typed.colour = instead;
    }
    if let Err(wrong) = check(admin.lang, &typed) {
        let inside = view(admin.lang, &channel, &typed, &wrong, &Wish::default());
        let status = StatusCode::BAD_REQUEST;
        return show_with(status, &ask, &admin, Room::Channels, &inside).await;
    }
    let id = change(&ask, &admin, move |channel| {
        let kept = std::mem::take(&mut channel.settings);
        channel.settings = typed.laid_over(kept);
        Some("look_changed")
    })
    .await?;
    see_other(&format!("/admin/channels/{id}/look?saved=look"))
}

fn view(lang: Lang, channel: &Channel, typed: &Typed, wrong: &Wrong, wish: &Wish) -> Markup {
    html! {
        (head(lang, channel, Tab::Look))
        (saved::notice(lang, wish.saved == "look"))
        form.split #look method="post" action={ "/admin/channels/" (channel.id) "/look" } data-channel=(channel.id) {
            (meanwhile::shown(&Typed::from(&channel.settings)))
            div.stack."stack--4" {
                (looks(lang, typed, wrong))
                (greets(lang, typed, wrong))
                (asks(lang, typed, wrong))
                (closed(lang, typed, wrong))
                div.row { button.btn."btn--primary"."btn--lg" { (t!(lang, "save")) } }
            }
            (preview(lang, channel.settings.voice))
        }
    }
}

fn looks(lang: Lang, typed: &Typed, wrong: &Wrong) -> Markup {
    html! {
        section.card."card--pad".stack."stack--6" {
            (colour(lang, typed, wrong))
            div.formgrid {
                (choice::segments("position", &t!(lang, "corner"), &typed.position, &[("left", t!(lang, "corner-left")), ("right", t!(lang, "corner-right"))]))
                (choice::segments("launcher", &t!(lang, "launcher"), &typed.launcher, &[("round", t!(lang, "launcher-round")), ("wide", t!(lang, "launcher-wide"))]))
                (Field::new("look", "label", t!(lang, "launcher-label")).value(&typed.label).longest(30)
                    .placeholder(&t!(lang, "widget-look-label")).hint(t!(lang, "launcher-label-hint")).optional(lang).judged(wrong))
            }
        }
    }
}

fn colour(lang: Lang, typed: &Typed, wrong: &Wrong) -> Markup {
    let colour = typed.colour.trim().parse::<Colour>().ok();
    let why = wrong.beside("colour");
    html! {
        fieldset.field #colours data-readable=(t!(lang, "colour-readable", ratio = "{ratio}"))
            data-unreadable=(t!(lang, "colour-unreadable", ratio = "{ratio}")) data-pale=(t!(lang, "colour-pale", ratio = "{ratio}"))
            data-wrong=(t!(lang, "colour-wrong")) {
            legend."field__label" { (t!(lang, "colour")) }
            div.row."row--wrap".swatches {
                @for (number, swatch) in SWATCHES.iter().enumerate() {
                    button type="button" class={ "swatch sw" (number) } data-colour=(swatch) aria-label=(swatch) aria-pressed=(if typed.colour == *swatch { "true" } else { "false" }) hidden {}
                }
                label.row {
                    span."sr-only" { (t!(lang, "colour-own")) }
                    input.input."input--sm".w-8.mono #look-colour name="colour" value=(typed.colour) maxlength="7" autocomplete="off" spellcheck="false" required
                        aria-invalid=[why.map(|_| "true")] aria-describedby="colour-verdict" autofocus[wrong.begins_with("colour")];
                }
                span #colour-verdict role="status" {
                    @if let Some(colour) = colour {
                        @if colour.is_good() {
                            span.pill."pill--active" { (icon_xs("check")) (t!(lang, "colour-readable", ratio = &format!("{:.1}", colour.text_contrast()))) }
                        } @else {
                            span.pill."pill--new" { (verdict(lang, colour)) }
                        }
                    } @else {
                        span.pill."pill--new" { (t!(lang, "colour-wrong")) }
                    }
                }
            }
            // The browser fills the offer while one types; without it, it comes with the refusal.
            @let offer = colour.filter(|colour| !colour.is_good()).map(Colour::darkened);
            p.row #colour-offer hidden[offer.is_none()] {
                button.btn."btn--sm" name="instead" value=(offer.map(|offer| offer.to_string()).unwrap_or_default()) {
                    (icon_sm("palette")) span { (t!(lang, "colour-take")) } code.colour { (offer.map(|offer| offer.to_string()).unwrap_or_default()) }
                }
            }
        }
    }
}

fn greets(lang: Lang, typed: &Typed, wrong: &Wrong) -> Markup {
    html! {
        section.card."card--pad".stack."stack--4" {
            h3."card__title" { (t!(lang, "look-greets")) }
            (Field::new("look", "greeting", t!(lang, "greeting")).value(&typed.greeting).longest(200)
                .placeholder(&t!(lang, "widget-greeting")).hint(t!(lang, "greeting-hint")).optional(lang).judged(wrong))
            (Field::new("look", "teaser", t!(lang, "teaser")).value(&typed.teaser).longest(200)
                .hint(t!(lang, "teaser-hint")).optional(lang).judged(wrong))
            (Field::new("look", "topics", t!(lang, "topics")).value(&typed.topics).lines(3)
                .hint(t!(lang, "topics-hint", count = MOST_TOPICS)).optional(lang).judged(wrong))
        }
    }
}

fn asks(lang: Lang, typed: &Typed, wrong: &Wrong) -> Markup {
    let ways = [
        (Asks::Never.word(), t!(lang, "ask-never")),
        (Asks::Optional.word(), t!(lang, "ask-optional")),
        (Asks::Required.word(), t!(lang, "ask-required")),
    ];
    html! {
        section.card."card--pad".stack."stack--4" {
            h3."card__title" { (t!(lang, "look-asks")) }
            div.formgrid {
                (choice::segments("ask_name", &t!(lang, "ask-name"), &typed.ask_name, &ways))
                (choice::segments("ask_email", &t!(lang, "ask-email"), &typed.ask_email, &ways))
                (Field::new("look", "consent", t!(lang, "consent")).value(&typed.consent).longest(500)
                    .hint(t!(lang, "consent-hint")).optional(lang).judged(wrong))
                (Field::new("look", "privacy_url", t!(lang, "privacy-url")).value(&typed.privacy_url).kind("url")
                    .placeholder("https://shop.example/privacy").optional(lang).judged(wrong))
            }
            (choice::check("consent_is_notice", &t!(lang, "consent-is-notice"), typed.consent_is_notice.is_some()))
        }
    }
}

fn closed(lang: Lang, typed: &Typed, wrong: &Wrong) -> Markup {
    html! {
        section.card {
            header."card__head" { h3."card__title" { (t!(lang, "look-closed")) } }
            (choice::switch_row("offline_form", "moon-star", &t!(lang, "offline-form"), &t!(lang, "offline-form-more"), typed.offline_form.is_some()))
            div."setrow setrow--fields" {
                (Field::new("look", "offline_text", t!(lang, "offline-text")).value(&typed.offline_text).longest(300)
                    .placeholder(&t!(lang, "widget-leave-question")).optional(lang).judged(wrong))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(change: impl FnOnce(&mut Typed)) -> Typed {
        let mut typed = Typed::from(&Settings::default());
        change(&mut typed);
        typed
    }

    fn wrong_field(change: impl FnOnce(&mut Typed)) -> Option<&'static str> {
        let wrong = check(Lang::En, &typed(change)).err()?;
        ["colour", "topics", "privacy_url"]
            .into_iter()
            .find(|field| wrong.begins_with(field))
    }

    #[test]
    fn settings_survive_the_form() {
        let settings = Settings {
            topics: vec!["Where is my order?".to_owned(), "退货".to_owned()],
            ask_email: Asks::Required,
            voice: false,
            position: "left".to_owned(),
            ..Settings::default()
        };
        let typed = Typed::from(&settings);
        let again = check(Lang::En, &typed).map(|()| typed.laid_over(settings.clone()));
        assert_eq!(again.ok(), Some(settings));
    }

    #[test]
    fn what_nobody_could_read_or_use_is_refused() {
        assert_eq!(wrong_field(|_| ()), None);
        assert_eq!(
            wrong_field(|t| t.colour = "#ffd000".to_owned()),
            Some("colour")
        );
        assert_eq!(
            wrong_field(|t| t.colour = "petrol".to_owned()),
            Some("colour")
        );
        assert_eq!(
            wrong_field(|t| t.topics = "a\nb\nc\nd\ne\nf\ng".to_owned()),
            Some("topics")
        );
        for (address, is_good) in [
            ("https://shop.example/privacy", true),
            ("javascript:alert(1)", false),
            ("shop.example", false),
            ("https://", false),
        ] {
            let found = wrong_field(|t| t.privacy_url = address.to_owned());
            assert_eq!(found.is_none(), is_good, "{address}");
        }
    }
}
