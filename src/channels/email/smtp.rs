//! Handing a mail in: step by step, so that what went wrong is known for what it is.

use std::{error::Error as _, future::Future, time::Duration};

use lettre::{
    Address,
    transport::smtp::{
        Error,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Quit, Rcpt},
        extension::{ClientId, Extension, MailParameter},
    },
};
use tokio::time::timeout;

use super::{
    settings::{Security, Server, Settings},
    tag,
};
use crate::{
    base::{id::MessageId, punycode},
    channels::Fault,
    desk::account::Trouble,
};

/// Each step takes no longer than this,
const PATIENCE: Duration = Duration::from_secs(30);
/// and what follows the last dot no longer than this: servers look through a mail before they take it.
const AFTER_DATA: Duration = Duration::from_secs(120);

/// What is being done, which decides what a refusal means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Getting there.
    Greeting,
    /// Saying who we are.
    Login,
    /// Saying from whom and to whom.
    Envelope,
    /// Handing it over: without an answer, nobody knows.
    Content,
}

/// Signs in and says good-bye.
pub(super) async fn knock(settings: &Settings) -> Result<(), Fault> {
    let mut line = open(settings).await?;
    if !line.test_connected().await {
        return Err(Fault::Later(None, "SMTP: NOOP was not answered".to_owned()));
    }
    if settings.has_tokens {
        takes_tokens(settings, &mut line).await?;
    }
    let _ = timeout(PATIENCE, line.command(Quit)).await;
    Ok(())
}

/// Whether a mail for our own address with a token would be taken; none is sent. Where it is refused, so would every
/// customer's answer be.
async fn takes_tokens(settings: &Settings, line: &mut AsyncSmtpConnection) -> Result<(), Fault> {
    let Some(tagged) = tag::address(&settings.address, "a knock", MessageId(0)) else {
        return Ok(());
    };
    let (from, to) = (address(&settings.address)?, address(&tagged)?);
    let envelope = Step::Envelope;
    let from = Mail::new(Some(from), Vec::new());
    step(envelope, PATIENCE, line.command(from)).await?;
    let asked = step(envelope, PATIENCE, line.command(Rcpt::new(to, Vec::new()))).await;
    asked.map(|_| ()).map_err(|fault| match fault {
        Fault::Message(code, words) => Fault::Account(
            Trouble::Setup,
            format!("SMTP: an address with a plus sign is refused: {code} {words}"),
        ),
        other => other,
    })
}

/// Hands in a mail for one recipient.
pub(super) async fn send(settings: &Settings, to: &str, mail: &[u8]) -> Result<(), Fault> {
    let to = address(to)?;
    let from = address(&settings.address)?;
    let mut line = open(settings).await?;
    let mut options = Vec::new();
    if !to.to_string().is_ascii() || !from.to_string().is_ascii() {
        if !line.server_info().supports_feature(Extension::SmtpUtfEight) {
            let words = "the mail server takes no addresses with such letters".to_owned();
            return Err(Fault::Message("address".to_owned(), words));
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    let envelope = Step::Envelope;
    step(
        envelope,
        PATIENCE,
        line.command(Mail::new(Some(from), options)),
    )
    .await?;
    step(envelope, PATIENCE, line.command(Rcpt::new(to, Vec::new()))).await?;
    step(envelope, PATIENCE, line.command(Data)).await?;
    step(Step::Content, AFTER_DATA, line.message(mail)).await?;
    // It is there, whatever is said after.
    let _ = timeout(Duration::from_secs(5), line.command(Quit)).await;
    Ok(())
}

fn address(text: &str) -> Result<Address, Fault> {
    let no_address = || Fault::Message("address".to_owned(), text.to_owned());
    let (user, domain) = text.rsplit_once('@').ok_or_else(no_address)?;
    let domain = punycode::ascii_host(&domain.to_lowercase()).ok_or_else(no_address)?;
    Address::new(user, domain).map_err(|_| no_address())
}

async fn open(settings: &Settings) -> Result<AsyncSmtpConnection, Fault> {
    let setup = |words: &str| Fault::Account(Trouble::Setup, format!("SMTP: {words}"));
    let server = settings
        .smtp
        .as_ref()
        .ok_or_else(|| setup("the server's address is none"))?;
    if server.security == Security::None && !server.is_near() {
        return Err(setup("without TLS only to this machine"));
    }
    let name = ClientId::default();
    let tls = match server.security {
        Security::Tls => Some(tls(settings, server)?),
        Security::StartTls | Security::None => None,
    };
    let place = (server.host.as_str(), server.port);
    let connecting = AsyncSmtpConnection::connect_tokio1(place, Some(PATIENCE), &name, tls, None);
    let mut line = step(Step::Greeting, PATIENCE, connecting).await?;
    if server.security == Security::StartTls {
        if !line.can_starttls() {
            return Err(setup("the server offers no STARTTLS"));
        }
        let tls = self::tls(settings, server)?;
        step(Step::Greeting, PATIENCE, line.starttls(tls, &name)).await?;
    }
    let mechanisms = [Mechanism::Plain, Mechanism::Login];
    let offers = line.server_info().get_auth_mechanism(&mechanisms).is_some();
    // A relay on this machine may know us by that alone.
    if offers || server.security != Security::None {
        if !offers {
            return Err(setup("the server offers no sign-in with a password"));
        }
        let login = &settings.smtp_login;
        let credentials = Credentials::new(login.user.clone(), login.password.clone());
        step(Step::Login, PATIENCE, line.auth(&mechanisms, &credentials)).await?;
    }
    Ok(line)
}

fn tls(settings: &Settings, server: &Server) -> Result<TlsParameters, Fault> {
    let wrong = |error: Error| Fault::Account(Trouble::Setup, format!("SMTP: {error}"));
    let mut builder = TlsParameters::builder(server.host.clone());
    if !settings.authority.is_empty() {
        let authority = Certificate::from_pem(settings.authority_pem.as_bytes()).map_err(wrong)?;
        builder = builder.add_root_certificate(authority);
    }
    builder.build_rustls().map_err(wrong)
}

/// Does one step, and says what it means when it fails.
async fn step<T>(
    step: Step,
    patience: Duration,
    doing: impl Future<Output = Result<T, Error>>,
) -> Result<T, Fault> {
    match timeout(patience, doing).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => {
            let said = error
                .source()
                .map_or_else(|| error.to_string(), ToString::to_string);
            let said = said.replace(['\r', '\n'], " ");
            Err(fault(step, error.status().map(u16::from), &said))
        }
        Err(_) => Err(fault(step, None, "no answer in time")),
    }
}

/// What a refusal means. Without a code there was no answer that could be read.
fn fault(step: Step, code: Option<u16>, words: &str) -> Fault {
    let Some(code) = code else {
        let words = format!("SMTP: {words}");
        return match step {
            Step::Content => Fault::Lost(words),
            Step::Greeting | Step::Login | Step::Envelope => Fault::Later(None, words),
        };
    };
    let told = format!("SMTP: {code} {words}");
    match (step, code) {
        (_, 400..=499) => Fault::Later(None, told),
        (_, 530 | 534 | 535 | 538) | (Step::Login, _) => Fault::Account(Trouble::Refused, told),
        (Step::Greeting, _) => Fault::Later(None, told),
        (Step::Envelope | Step::Content, _) => Fault::Message(code.to_string(), words.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_means_what_it_says_where_it_is_said() {
        let later = |words: &str| Fault::Later(None, words.to_owned());
        let refused = |words: &str| Fault::Account(Trouble::Refused, words.to_owned());
        let message = |code: &str| Fault::Message(code.to_owned(), "no".to_owned());
        for (step, code, expected) in [
            (Step::Greeting, None, later("SMTP: no")),
            (Step::Greeting, Some(554), later("SMTP: 554 no")),
            (Step::Login, Some(535), refused("SMTP: 535 no")),
            (Step::Login, Some(504), refused("SMTP: 504 no")),
            (Step::Login, Some(454), later("SMTP: 454 no")),
            (Step::Envelope, Some(421), later("SMTP: 421 no")),
            (Step::Envelope, Some(451), later("SMTP: 451 no")),
            (Step::Envelope, Some(530), refused("SMTP: 530 no")),
            (Step::Envelope, Some(550), message("550")),
            (Step::Envelope, None, later("SMTP: no")),
            (Step::Content, Some(452), later("SMTP: 452 no")),
            (Step::Content, Some(552), message("552")),
            (Step::Content, Some(554), message("554")),
            (Step::Content, None, Fault::Lost("SMTP: no".to_owned())),
        ] {
            assert_eq!(fault(step, code, "no"), expected, "{step:?} {code:?}");
        }
    }

    #[test]
    fn addresses_are_written_as_servers_take_them() {
        for (text, expected) in [
            ("mia@customers.example", Some("mia@customers.example")),
            ("Mia@Customers.Example", Some("Mia@customers.example")),
            ("миа@пример.рф", Some("миа@xn--e1afmkfd.xn--p1ai")),
            ("mia", None),
            ("mia@", None),
            ("two words@customers.example", None),
            ("a@b@customers.example", None),
        ] {
            let address = address(text).ok();
            let written = address.map(|address| address.to_string());
            assert_eq!(written.as_deref(), expected, "{text}");
        }
    }
}
