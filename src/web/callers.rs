//! Who asks: the token in a header, the console's cookie or a ticket becomes somebody, or is refused.

use http::header;
use serde::Deserialize;

use super::{
    House,
    answer::Refusal,
    limits::strangers,
    request::{Ask, Caller, Via, Visitor},
};
use crate::{
    base::secret::{Secret, TokenHash},
    db::{DbError, Tx},
    desk::team::{api_key, session},
};
/// The visitor who shows a token.
pub(super) fn visitor(ask: &Ask) -> Result<Visitor, Refusal> {
    let token = ask.bearer().ok_or_else(Refusal::unknown_caller)?;
    known_visitor(ask, token.hash())
}

#[derive(Deserialize)]
struct Query {
    ticket: Option<String>,
}

/// The visitor who shows a token, or hands in a ticket, which is used up by that.
pub(super) fn visitor_or_ticket_holder(ask: &Ask) -> Result<Visitor, Refusal> {
    if ask.headers.contains_key(header::AUTHORIZATION) {
        return visitor(ask);
    }
    let query: Query = ask.query()?;
    let ticket = Secret::new(query.ticket.ok_or_else(Refusal::unknown_caller)?);
    let token = ask.house.tickets.hand_in(&ticket);
    let token = token.ok_or_else(|| unknown_visitor(ask, ticket.hash()))?;
    // The token may have been revoked since the ticket was given out.
    known_visitor(ask, token)
}

fn known_visitor(ask: &Ask, token: TokenHash) -> Result<Visitor, Refusal> {
    let known = ask.house.visitors.resolve(&ask.house.db, token)?;
    known.ok_or_else(|| unknown_visitor(ask, token))
}

/// What whoever shows a token or ticket that is nobody's is told. Who shows many of them is to wait (R24).
fn unknown_visitor(ask: &Ask, token: TokenHash) -> Refusal {
    let counted = strangers::count_guess(ask, token);
    counted.err().unwrap_or_else(Refusal::unknown_caller)
}

/// Header with the id of the agent for whom a page was drawn.
const PAGE_OF: &str = "x-agent";

/// Who of the team asks: by a token in the header, else by the console's cookie. Beside a header that
/// cannot be read the cookie counts for nothing, since such a request was not asked where it came from.
pub(super) async fn of_team(ask: &Ask) -> Result<Caller, Refusal> {
    let token = if ask.headers.contains_key(header::AUTHORIZATION) {
        ask.bearer()
    } else {
        ask.session_cookie()
    };
    let token = token.ok_or_else(Refusal::unknown_caller)?;
    if token.expose().starts_with(api_key::PREFIX) {
        let caller = program(&ask.house, &token).await?;
        ask.house.seats.know(ask.address);
        return Ok(caller);
    }
    let caller = signed_in(&ask.house, &token).await?;
    ask.house.seats.know(ask.address);
    // A tab that was left open at a shared computer shall not speak for whoever signed in after.
    match ask.header(PAGE_OF) {
        Some(agent) if agent != caller.agent.id.to_string() => Err(Refusal::unknown_caller()),
        _ => Ok(caller),
    }
}

async fn signed_in(house: &House, token: &Secret) -> Result<Caller, Refusal> {
    let token = token.hash();
    let known = house
        .db
        .peek::<_, DbError>(|reader| session::resolve(reader, token))?;
    let Some(known) = known else {
        // One that is over is forgotten, so that no clock that is set back brings it to life again.
        let over = house
            .db
            .peek::<_, DbError>(|reader| session::is_over(reader, token))?;
        if over {
            note(house, move |tx| session::forget_if_over(tx, token)).await;
        }
        return Err(Refusal::unknown_caller());
    };
    if known.is_stale {
        let session = known.session;
        note(house, move |tx| session::touch(tx, session)).await;
    }
    Ok(Caller {
        agent: known.agent,
        via: Via::Session(known.session),
    })
}

/// The agent in whose name a program's key acts.
async fn program(house: &House, token: &Secret) -> Result<Caller, Refusal> {
    let known = house
        .db
        .peek::<_, DbError>(|reader| api_key::resolve(reader, token.hash()))?
        .ok_or_else(Refusal::unknown_caller)?;
    if known.is_stale {
        let key = known.id;
        note(house, move |tx| api_key::touch(tx, key)).await;
    }
    Ok(Caller {
        agent: known.agent,
        via: Via::Key(known.id, known.scopes),
    })
}

/// Writes down something about a caller. A disk that takes no more keeps nobody from reading.
async fn note(house: &House, act: impl Fn(&mut Tx<'_>) -> Result<(), DbError> + Send + 'static) {
    if let Err(error) = house.db.write(act).await {
        tracing::warn!(%error, "the use of a session or key could not be written down");
    }
}
