//! The one table of routes: method, path, who may, handler.
//!
//! Who may is not a flag beside the handler but the type of its argument, so a route cannot be
//! entered here without saying who may use it.

use std::{collections::HashMap, future::Future, pin::Pin};

use http::{HeaderValue, Method, StatusCode, header};

use super::{
    account, admin,
    answer::{self, Answer, Refusal, Reply},
    api, assets, callers, console, front_door, guard, help, openapi,
    request::{AsAdmin, AsAgent, AsSupervisor, Ask, Visitor},
    wall, widget,
};

type Future_ = Pin<Box<dyn Future<Output = Reply> + Send>>;
type Run<A> = Box<dyn Fn(Ask, A) -> Future_ + Send + Sync>;

/// A handler, by who may call it.
pub enum Handler {
    /// Anybody.
    Anybody(Box<dyn Fn(Ask) -> Future_ + Send + Sync>),
    /// A visitor with a token.
    Visitor(Run<Visitor>),
    /// A visitor with a token, or with a ticket in the address.
    TicketHolder(Run<Visitor>),
    /// A member of the team.
    Agent(Run<AsAgent>),
    /// A supervisor or admin.
    Supervisor(Run<AsSupervisor>),
    /// An admin.
    Admin(Run<AsAdmin>),
}

impl Handler {
    /// Who may, as the policy table in the tests spells it.
    #[must_use]
    pub fn who(&self) -> &'static str {
        match self {
            Self::Anybody(_) => "anybody",
            Self::Visitor(_) => "visitor",
            Self::TicketHolder(_) => "visitor or ticket",
            Self::Agent(_) => "agent",
            Self::Supervisor(_) => "supervisor",
            Self::Admin(_) => "admin",
        }
    }
}

macro_rules! makers {
    ($($(#[$doc:meta])* $maker:ident: $variant:ident($argument:ty)),+ $(,)?) => {$(
        $(#[$doc])*
        pub fn $maker<F, R>(handler: F) -> Handler
        where
            F: Fn(Ask, $argument) -> R + Send + Sync + 'static,
            R: Future<Output = Reply> + Send + 'static,
        {
            Handler::$variant(Box::new(move |ask, who| Box::pin(handler(ask, who))))
        }
    )+};
}

makers!(
    /// For a visitor with a token.
    visitor: Visitor(Visitor),
    /// For a visitor whose program may be unable to send a header.
    ticket_holder: TicketHolder(Visitor),
    /// For members of the team.
    agent: Agent(AsAgent),
    /// For supervisors and admins.
    supervisor: Supervisor(AsSupervisor),
    /// For admins.
    admin: Admin(AsAdmin),
);

/// For anybody.
pub fn anybody<F, R>(handler: F) -> Handler
where
    F: Fn(Ask) -> R + Send + Sync + 'static,
    R: Future<Output = Reply> + Send + 'static,
{
    Handler::Anybody(Box::new(move |ask| Box::pin(handler(ask))))
}

/// One line of the table.
pub struct Route {
    /// GET, POST …
    pub method: Method,
    /// Path with places in braces.
    pub path: &'static str,
    /// What answers, and who may ask.
    pub handler: Handler,
}

/// A GET route.
pub fn get(path: &'static str, handler: Handler) -> Route {
    Route {
        method: Method::GET,
        path,
        handler,
    }
}

/// A POST route.
pub fn post(path: &'static str, handler: Handler) -> Route {
    Route {
        method: Method::POST,
        path,
        handler,
    }
}

/// A DELETE route.
pub fn delete(path: &'static str, handler: Handler) -> Route {
    Route {
        method: Method::DELETE,
        path,
        handler,
    }
}

/// Every route there is.
#[must_use]
pub fn routes() -> Vec<Route> {
    let mut routes = vec![get("/a/{hash}/{*name}", anybody(assets::serve))];
    routes.extend(api::routes());
    routes.extend(openapi::routes());
    routes.extend(account::routes());
    routes.extend(admin::routes());
    routes.extend(console::routes());
    routes.extend(front_door::routes());
    routes.extend(help::routes());
    routes.extend(super::installed::routes());
    routes.extend(super::hooks::routes());
    routes.extend(super::metrics::routes());
    routes.extend(wall::routes());
    routes.extend(super::figures::routes());
    routes.extend(widget::routes());
    routes
}

/// The table, ready for lookups.
pub struct Router(matchit::Router<HashMap<Method, Handler>>);

impl Router {
    /// Builds the table.
    ///
    /// # Panics
    /// When two routes contradict each other, which a test finds before anybody else does.
    #[must_use]
    pub fn new(routes: Vec<Route>) -> Self {
        let mut by_path: HashMap<&'static str, HashMap<Method, Handler>> = HashMap::new();
        for Route {
            method,
            path,
            handler,
        } in routes
        {
            let other = by_path
                .entry(path)
                .or_default()
                .insert(method.clone(), handler);
            assert!(other.is_none(), "{method} {path} stands twice in the table");
        }
        let mut router = matchit::Router::new();
        for (path, methods) in by_path {
            if let Err(error) = router.insert(path, methods) {
                panic!("{path} cannot stand in the table: {error}");
            }
        }
        Self(router)
    }

    /// Answers a request.
    pub(super) async fn answer(&self, mut ask: Ask) -> Answer {
        let (is_api, is_fragment, lang) = (ask.is_api(), ask.is_fragment(), ask.lang());
        let is_head = ask.method == Method::HEAD;
        let wants_page = ask
            .header(header::ACCEPT)
            .is_some_and(|accept| accept.contains("text/html"));
        // Where to go on after signing in; a form cannot be sent again by going there.
        let path_and_query = ask
            .uri
            .path_and_query()
            .filter(|_| is_head || ask.method == Method::GET)
            .map(|path| path.as_str().to_owned());
        let mut allowed = None;
        let reply = match guard::check_host(&ask.house, &ask.headers, ask.way)
            .and_then(|()| guard::check_origin(&ask))
        {
            Ok(()) => {
                let path = ask.uri.path().to_owned();
                match self.0.at(&path) {
                    Err(_) => Err(Refusal::not_found()),
                    // Nobody learns there what else the house has.
                    Ok(_) if !ask.entrance.leads_to(&ask.method, &path) => {
                        Err(Refusal::not_found())
                    }
                    Ok(found) => {
                        ask.places = found
                            .params
                            .iter()
                            .map(|(name, value)| (name.to_owned(), decode(value)))
                            .collect();
                        let method = if is_head { &Method::GET } else { &ask.method };
                        match found.value.get(method) {
                            Some(handler) => call(handler, ask).await,
                            None => {
                                let methods: Vec<_> =
                                    found.value.keys().map(Method::as_str).collect();
                                allowed = HeaderValue::from_str(&methods.join(", ")).ok();
                                Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method"))
                            }
                        }
                    }
                }
            }
            Err(refusal) => Err(refusal),
        };
        let refusal = match reply {
            Ok(answer) => return answer,
            Err(refusal) => refusal,
        };
        let mut answer = if is_api || is_fragment {
            refusal.to_json(lang)
        } else {
            refusal_page(&refusal, path_and_query.as_deref(), lang, wants_page)
        };
        if let Some(allowed) = allowed {
            answer.headers_mut().insert(header::ALLOW, allowed);
        }
        answer
    }
}

fn decode(value: &str) -> String {
    // Places are ids, keys and file names; a query-string decoder reads their %-escapes.
    serde_html_form::from_str::<Vec<(String, String)>>(&format!("v={}", value.replace('+', "%2B")))
        .ok()
        .and_then(|pairs| pairs.into_iter().next())
        .map_or_else(|| value.to_owned(), |(_, value)| value)
}

fn refusal_page(
    refusal: &Refusal,
    from: Option<&str>,
    lang: crate::base::lang::Lang,
    wants_page: bool,
) -> Answer {
    if refusal.status == StatusCode::UNAUTHORIZED {
        let next = from.filter(|path| *path != "/").unwrap_or_default();
        let to = if next.is_empty() {
            "/sign-in".to_owned()
        } else {
            let query = serde_html_form::to_string([("next", next)]).unwrap_or_default();
            format!("/sign-in?{query}")
        };
        if let Ok(answer) = answer::see_other(&to) {
            return answer;
        }
    }
    let mut answer = if wants_page {
        answer::page_with(refusal.status, front_door::refused::page(refusal, lang))
    } else {
        let words = refusal.sentence(lang);
        answer::content(refusal.status, "text/plain; charset=utf-8", words)
    };
    refusal.set_retry(&mut answer);
    answer
}

async fn call(handler: &Handler, ask: Ask) -> Reply {
    match handler {
        Handler::Anybody(run) => run(ask).await,
        Handler::Visitor(run) => {
            let who = callers::visitor(&ask)?;
            run(ask, who).await
        }
        Handler::TicketHolder(run) => {
            let who = callers::visitor_or_ticket_holder(&ask)?;
            run(ask, who).await
        }
        Handler::Agent(run) => {
            let who = AsAgent::admit(callers::of_team(&ask).await?, &ask.method)?;
            run(ask, who).await
        }
        Handler::Supervisor(run) => {
            let who = AsSupervisor::admit(callers::of_team(&ask).await?, &ask.method)?;
            run(ask, who).await
        }
        Handler::Admin(run) => {
            let who = AsAdmin::admit(callers::of_team(&ask).await?, &ask.method)?;
            run(ask, who).await
        }
    }
}
