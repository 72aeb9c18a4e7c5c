//! A customer meets the house: a session begins, a message arrives.

use std::{borrow::Cow, time::Duration};

use crate::{
    base::{
        id::{ConversationId, CustomerId, IdentityId},
        secret::Secret,
        text,
    },
    db::{DbError, Tx, named_params},
    desk::{
        audit::{self, Origin},
        block, bot,
        channel::{self, Channel},
        closing::{courtesy, wrap_up},
        conversation::{
            self,
            say::{self, Draft, Place, Said, SayError},
        },
        customer::{
            self,
            identity::{self, Identity, NewIdentity},
            page_consent,
            page_view::{self, Step},
            proof::{self, Claim, Unproven},
            visitor::{self, Visitor},
        },
        forward, greeting, guard, opening,
        rule::{self, Occasion},
        waitlist::{self, give},
    },
};

/// What a browser says when it begins.
#[derive(Debug, Clone, Default)]
pub struct Greeting {
    /// Name, if the form or the site gave one.
    pub name: String,
    /// Address, if given. It identifies nobody.
    pub email: String,
    /// Page on which the visitor began.
    pub page: String,
    /// The way they took through the site before, oldest first, that page included.
    pub pages: Vec<Step>,
    /// Where they came to the site from.
    pub referrer: String,
    /// Whether the visitor agreed that their pages are followed, if their browser says so.
    pub consent: Option<bool>,
    /// Language of the browser or page.
    pub language: String,
    /// Browser and system in words.
    pub user_agent: String,
    /// Network address.
    pub address: String,
    /// Who the site says this is, with its proof.
    pub claim: Option<Claim>,
    /// The token that the browser was given already, while the house was dark.
    pub token: Option<Secret>,
}

impl Greeting {
    /// The same without a word of where on the site they are and were.
    fn without_pages(&self) -> Self {
        Self {
            page: String::new(),
            pages: Vec::new(),
            referrer: String::new(),
            ..self.clone()
        }
    }
}

/// A session that has begun.
#[derive(Debug)]
pub struct Begun {
    /// For the browser to keep.
    pub token: Secret,
    /// The person.
    pub customer: CustomerId,
    /// Where they will write.
    pub conversation: ConversationId,
    /// Whether the site proved who this is.
    pub verified: bool,
    /// Why its word was not believed, if it gave one.
    pub unproven: Option<Unproven>,
}

/// Begins a visitor's session and its conversation, which rings only once something is written.
/// A wrong proof makes an anonymous visitor, and the site is told why: nobody becomes another by claiming.
pub fn begin(tx: &mut Tx<'_>, channel: &Channel, greeting: &Greeting) -> Result<Begun, DbError> {
    let (is_needed, said) = (channel.settings.pages_need_consent, greeting.consent);
    let greeting = if page_consent::allows(is_needed, said) {
        Cow::Borrowed(greeting)
    } else {
        Cow::Owned(greeting.without_pages())
    };
    let judged = match &greeting.claim {
        Some(claim) if !claim.id.is_empty() => {
            Some(proof::judge(tx, channel, claim, &greeting.address)?)
        }
        Some(_) | None => None,
    };
    let unproven = judged.and_then(Result::err);
    if let (Some(_), Some(claim)) = (unproven, &greeting.claim) {
        note_false_proof(tx, channel, claim, &greeting.address)?;
    }
    let proven = greeting
        .claim
        .as_ref()
        .filter(|_| matches!(judged, Some(Ok(()))));
    let known = match proven {
        Some(claim) => identity::by_external_id(tx, channel.id, &claim.id)?,
        None => None,
    };
    let identity = match known {
        Some(identity) => identity,
        None => meet(tx, channel, &greeting, proven.map(|claim| claim.id.clone()))?,
    };
    let token = match &greeting.token {
        Some(token) => visitor::admit_with(tx, identity.id, token.clone())?,
        None => visitor::admit(tx, identity.id)?,
    };
    let visitor = Visitor {
        identity: identity.id,
        customer: identity.customer,
        channel: channel.id,
    };
    page_consent::note(tx, visitor, said)?;
    page_view::arrive(tx, visitor, &greeting.pages)?;
    let conversation = open_or_begin(tx, &identity, channel, &greeting.page)?;
    Ok(Begun {
        token,
        customer: identity.customer,
        conversation: conversation.conversation,
        verified: proven.is_some(),
        unproven,
    })
}

/// The admins are told: most often the site signs with an old secret. Strangers
/// can bring this about at will, so it is written once an hour and not for each of their tries.
fn note_false_proof(
    tx: &mut Tx<'_>,
    channel: &Channel,
    claim: &Claim,
    address: &str,
) -> Result<(), DbError> {
    let since = tx.now.minus(Duration::from_secs(3600));
    let is_known = audit::newest(tx, 100)?.into_iter().any(|line| {
        line.act == "identity_unproven" && line.subject == channel.name && line.at > since
    });
    if is_known {
        return Ok(());
    }
    let origin = Origin {
        agent: None,
        address: address.to_owned(),
    };
    let id = text::clean_line(&claim.id, 80);
    audit::log_with(tx, &origin, "identity_unproven", &channel.name, &id)
}

fn meet(
    tx: &mut Tx<'_>,
    channel: &Channel,
    greeting: &Greeting,
    external_id: Option<String>,
) -> Result<Identity, DbError> {
    let email = if text::is_email(&greeting.email) {
        greeting.email.trim()
    } else {
        ""
    };
    let name = guard::mask_incoming(tx, &greeting.name)?;
    let customer = customer::create(tx, &name, email)?;
    let new = NewIdentity {
        verified: external_id.is_some(),
        external_id,
        username: name.into_owned(),
        email: email.to_owned(),
        language: greeting.language.clone(),
        user_agent: greeting.user_agent.clone(),
        address: greeting.address.clone(),
        referrer: page_view::trimmed(tx, &greeting.referrer)?,
        page_consent: greeting.consent,
    };
    let id = identity::create(tx, customer, channel.id, &new)?;
    identity::by_id(tx, id)?.ok_or(DbError::Panicked(
        "an identity vanished in its own act".to_owned(),
    ))
}

fn open_or_begin(
    tx: &mut Tx<'_>,
    identity: &Identity,
    channel: &Channel,
    page: &str,
) -> Result<Place, DbError> {
    if let Some(Open { place, .. }) = open_place(tx, identity.id)? {
        return Ok(place);
    }
    let now = tx.now;
    let offline = !opening::of_queue(tx, channel.queue)?.is_open;
    tx.execute(
        "insert into conversation (customer_id, identity_id, channel_id, queue_id, state, created_at,
           last_activity_at, subject_page, offline)
         values (:customer, :identity, :channel, :queue, 'fresh', :now, :now, :page, :offline)",
        named_params! {
            ":customer": identity.customer, ":identity": identity.id, ":channel": channel.id,
            ":queue": channel.queue, ":now": now, ":page": page_view::trimmed(tx, page)?, ":offline": offline,
        },
    )?;
    Ok(Place {
        conversation: ConversationId(tx.last_insert_id()),
        identity: identity.id,
        is_fresh: true,
        waits: false,
    })
}

/// The open episode of an account, as little of it as a message needs.
struct Open {
    /// Where to write.
    place: Place,
    /// Whether its agent has gone, so that the customer's next word goes to everybody.
    owner_gone: bool,
    /// Whether it was put off to a later time.
    is_put_off: bool,
    /// Whether it stands in the line with nobody waiting: a machine alone has written.
    is_quiet: bool,
}

/// The open episode of an account, if there is one: this runs for every message.
fn open_place(tx: &Tx<'_>, identity: IdentityId) -> Result<Option<Open>, DbError> {
    tx.find(
        "select id, state = 'fresh', waiting_since is not null, owner_gone, state = 'scheduled',
           state = 'waiting' and waiting_since is null
         from conversation where identity_id = ?1 and state <> 'closed'",
        [identity],
        |row| {
            Ok(Open {
                place: Place {
                    conversation: row.get(0)?,
                    identity,
                    is_fresh: row.get(1)?,
                    waits: row.get(2)?,
                },
                owner_gone: row.get(3)?,
                is_put_off: row.get(4)?,
                is_quiet: row.get(5)?,
            })
        },
    )
}

/// A visitor's message. After a close it opens a new episode by itself, unless it is a late repeat.
pub fn message(tx: &mut Tx<'_>, visitor: Visitor, draft: &Draft) -> Result<Said, SayError> {
    let masked = match guard::mask_incoming(tx, &draft.text)? {
        Cow::Borrowed(_) => None,
        Cow::Owned(text) => Some(Draft {
            text,
            ..draft.clone()
        }),
    };
    let draft = masked.as_ref().unwrap_or(draft);
    if draft.is_automatic {
        return automatic(tx, visitor, draft);
    }
    if let Some(open) = open_place(tx, visitor.identity)?
        && !open.place.is_fresh
    {
        let said = say::by_customer(tx, &open.place, draft)?;
        if said.repeat {
            return Ok(said);
        }
        let id = open.place.conversation;
        if open.is_put_off {
            forward::back::customer_wrote(tx, id)?;
        } else if open.owner_gone {
            give::pass_on(tx, id)?;
        } else if open.is_quiet {
            waitlist::awaken(tx, id)?;
        }
        rule::happened(tx, Occasion::Message, id, &draft.text)?;
        return Ok(said);
    }
    if let Some(said) = say::find_earlier(tx, visitor.identity, draft)? {
        return Ok(said);
    }
    // Whoever is blocked has no open chat, so nobody else's message is held up by this.
    let has_bot = bot::answers_blocked(tx, visitor.channel)?;
    if let Some(said) = block::turn_away(tx, visitor, draft, has_bot)? {
        if has_bot && !said.repeat {
            bot::ask(tx, said.conversation, said.id)?;
        }
        return Ok(said);
    }
    if let Some(open) = open_place(tx, visitor.identity)?
        && bot::held(tx, open.place.conversation)?.is_some()
    {
        let said = say::by_customer(tx, &open.place, draft)?;
        if !said.repeat {
            bot::ask(tx, said.conversation, said.id)?;
        }
        return Ok(said);
    }
    if let Some(said) = courtesy::attach(tx, visitor.identity, draft)? {
        return Ok(said);
    }
    if let Some(resumed) = wrap_up::resume(tx, visitor.identity)? {
        let said = say::by_customer(tx, &Place::of(&resumed), draft)?;
        rule::happened(tx, Occasion::Message, resumed.id, &draft.text)?;
        return Ok(said);
    }
    let place = match open_place(tx, visitor.identity)? {
        Some(open) => open.place,
        None => {
            let identity = identity::by_id(tx, visitor.identity)?.ok_or(SayError::NotFound)?;
            let channel = channel::by_id(tx, identity.channel)?.ok_or(SayError::NotFound)?;
            open_or_begin(tx, &identity, &channel, "")?
        }
    };
    let said = say::by_customer(tx, &place, draft)?;
    if place.is_fresh && !said.repeat {
        if bot::takes(tx, place.conversation, said.id)? {
            return Ok(said);
        }
        waitlist::enter(tx, place.conversation)?;
        greeting::welcome(tx, place.conversation, false)?;
        rule::happened(tx, Occasion::NewChat, place.conversation, &draft.text)?;
    }
    Ok(said)
}

/// What no person wrote is kept in the chat that goes on or, when it answers one that has ended, in that one. Else it
/// begins a chat that stands in the line for whoever looks: nobody is greeted, nothing rings, no rule answers, and nobody waits.
fn automatic(tx: &mut Tx<'_>, visitor: Visitor, draft: &Draft) -> Result<Said, SayError> {
    if let Some(said) = say::find_earlier(tx, visitor.identity, draft)? {
        return Ok(said);
    }
    if let Some(said) = block::turn_away(tx, visitor, draft, false)? {
        return Ok(said);
    }
    let open = open_place(tx, visitor.identity)?.filter(|open| !open.place.is_fresh);
    let ended = match draft.quotes {
        Some(_) if open.is_none() => conversation::latest_written_of(tx, visitor.identity)?,
        Some(_) | None => None,
    };
    let (place, is_new) = match (open, ended) {
        (Some(open), _) => (open.place, false),
        (None, Some(ended)) => (Place::of(&ended), false),
        (None, None) => {
            let identity = identity::by_id(tx, visitor.identity)?.ok_or(SayError::NotFound)?;
            let channel = channel::by_id(tx, identity.channel)?.ok_or(SayError::NotFound)?;
            (open_or_begin(tx, &identity, &channel, "")?, true)
        }
    };
    let said = say::afterwards(tx, &place, draft)?;
    tx.execute("update message set automatic = 1 where id = ?1", [said.id])?;
    if is_new {
        waitlist::enter_quietly(tx, place.conversation)?;
        greeting::welcome(tx, place.conversation, true)?;
    }
    Ok(said)
}
