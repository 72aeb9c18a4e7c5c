//! A house that asks everybody for a second step: who has none sets it up at the door.

use http::header;
use maud::{Markup, html};

use super::{Typed, again, half, may_try_again, path_to};
use crate::{
    base::secret::Secret,
    desk::team::second_step::{self, CodeError, Half},
    t,
    web::{
        answer::{self, Refusal, Reply},
        cookie, entrance,
        field::Wrong,
        front_door::{
            own_path,
            sign_in::{refused, sentence, team_name},
            view::Card,
        },
        request::Ask,
        second_step as look,
    },
};

const PATH: &str = "/sign-in/set-up";

pub(in crate::web::front_door) async fn page(ask: Ask) -> Reply {
    let typed: Typed = ask.query()?;
    match half(&ask).await? {
        Some((_, half)) => answer::page(view(&ask, &half, &typed, &Wrong::default()).await?),
        None => again(&typed.next),
    }
}

pub(in crate::web::front_door) async fn confirm(mut ask: Ask) -> Reply {
    let typed: Typed = ask.form().await?;
    let Some((token, half)) = half(&ask).await? else {
        return again(&typed.next);
    };
    match entrance::set_up_second_step(&ask, &token, &half, &typed.code).await {
        Ok((session, codes)) => {
            let jar = ask.jar();
            let mut answer = answer::page(done(&ask, &codes, &typed.next).await?)?;
            let headers = answer.headers_mut();
            let cookie = cookie::set_session(&session, jar, half.persistent);
            headers.append(header::SET_COOKIE, cookie);
            headers.append(header::SET_COOKIE, cookie::set_half(None, jar.secure));
            Ok(answer)
        }
        Err(refusal) if may_try_again(&refusal) => {
            let wrong = Wrong::at("code", sentence(ask.lang(), &refusal));
            let page = view(&ask, &half, &typed, &wrong).await?;
            Ok(refused(&refusal, page))
        }
        Err(refusal) => Err(refusal),
    }
}

async fn view(ask: &Ask, half: &Half, typed: &Typed, wrong: &Wrong) -> Result<Markup, Refusal> {
    let (lang, id) = (ask.lang(), half.agent.id);
    let team = team_name(ask).await?;
    let secret = ask
        .house
        .db
        .write::<_, CodeError>(move |tx| second_step::begin(tx, id))
        .await?;
    Ok(Card {
        lang,
        title: &t!(lang, "step-title"),
        heading: &team,
        lead: &t!(lang, "step-set-up-lead"),
        here: &path_to(PATH, &typed.next),
        aside: "",
    }
    .show(&html! {
        form.card."card--pad".stack."stack--4" method="post" action=(PATH) {
            input type="hidden" name="next" value=(typed.next);
            (look::to_scan(lang, &team, &half.agent.email, &secret, wrong))
            button.btn."btn--primary"."btn--lg"."btn--block" { (t!(lang, "step-confirm")) }
        }
    }))
}

async fn done(ask: &Ask, codes: &[Secret], next: &str) -> Result<Markup, Refusal> {
    let lang = ask.lang();
    let team = team_name(ask).await?;
    Ok(Card {
        lang,
        title: &t!(lang, "step-title"),
        heading: &team,
        lead: &t!(lang, "step-is-on"),
        here: "/",
        aside: "",
    }
    .show(&html! {
        div.card."card--pad".stack."stack--4" {
            (look::recovery(lang, codes))
            a.btn."btn--primary"."btn--lg"."btn--block" href=(own_path(next)) { (t!(lang, "step-go-on")) }
        }
    }))
}
