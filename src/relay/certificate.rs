//! Keeps the relay's own certificate for browsers fresh: from files, or from an authority.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

use super::Relay;
use crate::{
    call::Http,
    config::Certified,
    tls::{
        Certificate,
        acme::{self, Order, Pause},
        files::Files,
    },
};

/// It is looked after this often.
const ROUND: Duration = Duration::from_secs(30);

impl Relay {
    /// Looks after it until `stop` says so.
    pub(super) async fn certify(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        let mut rounds = tokio::time::interval(ROUND);
        let mut files = match &self.config.certified {
            Certified::Files { chain, key } => Some(Files::new(chain, key)),
            Certified::Here | Certified::Acme { .. } => None,
        };
        let order = match &self.config.certified {
            Certified::Acme {
                names,
                contact,
                directory,
            } => Some(Order {
                names: names.clone(),
                contact: contact.clone(),
                directory: directory
                    .clone()
                    .unwrap_or_else(|| acme::LETS_ENCRYPT.to_owned()),
            }),
            Certified::Here | Certified::Files { .. } => None,
        };
        let mut in_use: Option<Certificate> = None;
        let mut pause = Pause::open(&self.config.data);
        loop {
            tokio::select! {
                _ = rounds.tick() => {}
                _ = stop.changed() => return,
            }
            match files.as_mut().and_then(Files::changed) {
                Some(Ok(certificate)) => self.certificates.change(&certificate),
                // The one in use stays in use.
                Some(Err(error)) => {
                    tracing::warn!(%error, "the certificate for HTTPS cannot be used");
                }
                None => {}
            }
            if let Some(order) = &order {
                tokio::select! {
                    () = self.obtain(order, &mut in_use, &mut pause) => {}
                    _ = stop.changed() => return,
                }
            }
        }
    }

    async fn obtain(&self, order: &Order, in_use: &mut Option<Certificate>, pause: &mut Pause) {
        let (data, now) = (&self.config.data, self.clock.now());
        if in_use.is_none()
            && let Some(kept) = acme::kept(data, order)
        {
            self.certificates.change(&kept);
            *in_use = Some(kept);
        }
        let is_due = in_use.as_ref().is_none_or(|newest| newest.is_due(now));
        if !is_due || !pause.is_over(now) {
            return;
        }
        let by_http = pause.failures % 2 == 1;
        let http = Http::default();
        match acme::obtain(order, data, http, &self.certificates, by_http).await {
            Ok(certificate) => {
                self.certificates.change(&certificate);
                *in_use = Some(certificate);
                Pause::end(data);
                *pause = Pause::default();
            }
            Err(error) => {
                tracing::warn!(%error, "no certificate for HTTPS came");
                *pause = pause.longer(now, error.is_too_often());
                if let Err(error) = pause.keep(data) {
                    tracing::warn!(%error, "when to ask again could not be written down");
                }
            }
        }
    }
}
