//! What silent customers of a queue are told, in each language.

use http::StatusCode;
use maud::{Markup, html};

use crate::{
    base::{id::QueueId, lang::Lang},
    db::DbError,
    desk::{
        conversation::silence::Deed,
        queue::edit::{self as act, Listed},
        silence::texts::{self, LONGEST},
    },
    t,
    web::{
        admin::{Room, show, show_with},
        answer::{Refusal, Reply, see_other},
        field::{self, Field, Wrong},
        layout::icon_sm,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

const DEEDS: [Deed; 2] = [Deed::Remind, Deed::Close];

/// What stands in the fields.
type Texts = Vec<(Deed, Lang, String)>;

/// A text's name in the form.
fn name_of(deed: Deed, lang: Lang) -> String {
    format!("{}-{}", deed.word(), lang.code())
}

fn places() -> impl Iterator<Item = (Deed, Lang)> {
    DEEDS
        .into_iter()
        .flat_map(|deed| Lang::ALL.into_iter().map(move |lang| (deed, lang)))
}

async fn load(ask: &Ask) -> Result<(Listed, Texts), Refusal> {
    let id: QueueId = ask.place("id")?;
    ask.house
        .db
        .read::<_, Refusal>(move |reader| {
            let queue = act::one(reader, id)?.ok_or_else(Refusal::not_found)?;
            let mut own = texts::own(reader, id)?;
            let mut take = |deed, lang: Lang| own.remove(&(deed, lang.code().to_owned()));
            let texts = places().map(|(deed, lang)| {
                let words = take(deed, lang).unwrap_or_default();
                (deed, lang, words)
            });
            Ok((queue, texts.collect()))
        })
        .await
}

pub(in crate::web::admin) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let (queue, texts) = load(&ask).await?;
    let inside = view(admin.lang, &queue, &texts, &Wrong::default(), &wish);
    show(&ask, &admin, Room::Queues, &inside).await
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let (queue, _) = load(&ask).await?;
    let typed: Vec<(String, String)> = ask.form().await?;
    let texts: Texts = places()
        .map(|(deed, lang)| {
            let name = name_of(deed, lang);
            let words = typed.iter().find(|(key, _)| *key == name);
            (
                deed,
                lang,
                words.map(|(_, words)| words.clone()).unwrap_or_default(),
            )
        })
        .collect();
    let is_long = |(_, _, words): &(Deed, Lang, String)| words.chars().count() > LONGEST;
    let wrong = match texts.iter().find(|text| is_long(text)) {
        Some((_, of, _)) => {
            let why = t!(
                admin.lang,
                "queue-text-long",
                language = of.own_name(),
                most = LONGEST
            );
            Wrong::at("texts", why)
        }
        None => Wrong::default(),
    };
    if !wrong.is_empty() {
        let inside = view(admin.lang, &queue, &texts, &wrong, &Wish::default());
        return show_with(StatusCode::BAD_REQUEST, &ask, &admin, Room::Queues, &inside).await;
    }
    let (id, origin) = (queue.id, admin.origin(&ask));
    ask.house
        .db
        .write::<_, DbError>(move |tx| texts::set(tx, &origin, id, &texts))
        .await?;
    see_other(&format!("/admin/queues/{id}/texts?saved=texts"))
}

fn view(lang: Lang, queue: &Listed, texts: &Texts, wrong: &Wrong, wish: &Wish) -> Markup {
    let path = format!("/admin/queues/{}", queue.id);
    html! {
        p { a.row.small href=(path) { span.flip { (icon_sm("arrow-left")) } bdi { (queue.name) } } }
        header.sechead { div.grow { h2 { (t!(lang, "queue-texts")) } p { (t!(lang, "queue-texts-more")) } } }
        (saved::notice(lang, wish.saved == "texts"))
        form.stack."stack--4" method="post" action={ (path) "/texts" } {
            @for deed in DEEDS {
                section.card {
                    header."card__head" { div.grow { h3."card__title" {
                        @match deed {
                            Deed::Remind => (t!(lang, "queue-text-reminder")),
                            Deed::Close => (t!(lang, "queue-text-goodbye")),
                        }
                    } } }
                    div."card--pad".stack."stack--4" {
                        @for (_, of, words) in texts.iter().filter(|(of, _, _)| *of == deed) {
                            @let name = name_of(deed, *of);
                            (Field::new("texts", &name, of.own_name()).lines(2).value(words)
                                .placeholder(&texts::shipped(deed, *of)).longest(LONGEST))
                        }
                    }
                }
            }
            (field::error("texts", wrong.beside("texts")))
            div.row { button.btn."btn--primary"."btn--lg" { (t!(lang, "save")) } }
        }
    }
}
