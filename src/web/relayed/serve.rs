//! What comes by the line: requests of the world's, and what the relay itself wants to know.

use std::{convert::Infallible, net::IpAddr, sync::Arc};

use http::{HeaderMap, Request, header::HeaderName};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use sha2::{Digest, Sha256};

use super::{Line, kept::Office};
use crate::{
    base::secret::hex,
    channels,
    db::DbError,
    desk::{account, allowance::Allowance, attachment::rule, channel},
    link::{
        BRIEF, KEPT, WAITING,
        hello::{Brief, Taken},
        line::Pipe,
    },
    web::{
        answer::{self, Answer, Refusal, Reply},
        public::Entrance,
        request::Way,
    },
};

/// Where the relay says from where a request came. It sets it anew on each.
const FROM: HeaderName = HeaderName::from_static("x-forwarded-for");

impl Office {
    /// Serves one pipe to its end.
    pub(super) async fn serve(self: Arc<Self>, pipe: Pipe) {
        let hall = self.hall.clone();
        let service = service_fn(move |request| {
            let office = self.clone();
            Box::pin(async move { Ok::<_, Infallible>(office.answer(request).await) })
        });
        let served = hall.http().serve_connection(TokioIo::new(pipe), service);
        // Errors here are people who left.
        let _ = served.await;
    }

    async fn answer(&self, mut request: Request<Incoming>) -> Answer {
        self.silence.is_broken();
        let reply = match request.uri().path() {
            BRIEF => self.brief(request.headers()).await,
            KEPT => self.take(request).await,
            _ => {
                let from = from(request.headers_mut());
                let layers = self.hall.layers();
                return layers
                    .answer(request, from, Way::Relayed, Entrance::World)
                    .await;
            }
        };
        reply.unwrap_or_else(|refusal: Refusal| refusal.to_json(Default::default()))
    }

    /// What the relay has to know while the house is dark.
    async fn brief(&self, headers: &HeaderMap) -> Reply {
        let house = self.hall.house();
        let told = headers
            .get(WAITING)
            .and_then(|count| count.to_str().ok()?.parse().ok())
            .unwrap_or(0);
        house.relayed.change(|stand| {
            if let Line::Up { waiting, .. } = &mut stand.line {
                *waiting = told;
            }
        });
        let brief = house
            .db
            .read::<_, DbError>(|reader| {
                let sites: Vec<_> = channel::all(reader)?
                    .into_iter()
                    .filter(|site| site.paused_at.is_none())
                    .collect();
                let files = sites.iter().map(rule::of_customers).reduce(Allowance::or);
                let hooks = account::all(reader)?.into_iter().filter_map(|account| {
                    let reply = channels::kept_for_later(account.channel.kind)?;
                    let key = hex(&Sha256::digest(account.channel.site_key.as_bytes()));
                    let taken = Taken {
                        media_type: reply.media_type.to_owned(),
                        body: reply.body,
                    };
                    Some((key, taken))
                });
                Ok(Brief {
                    sites: sites.into_iter().map(|site| site.site_key).collect(),
                    hooks: hooks.collect(),
                    files,
                })
            })
            .await?;
        answer::ok(&brief)
    }
}

/// From where a request came, by the relay's word.
fn from(headers: &mut HeaderMap) -> IpAddr {
    let told = headers.remove(FROM);
    told.and_then(|from| from.to_str().ok()?.parse().ok())
        .unwrap_or(IpAddr::from([0; 4]))
}
