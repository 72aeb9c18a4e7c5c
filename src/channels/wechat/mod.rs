//! WeChat: Official Accounts and Mini-Programs, whose customers are answered with customer-service messages. The
//! platform calls in and cannot be asked for news, so the house needs an address that the net can reach.
//!
//! Sources: <https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html>,
//! <https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/sendCustomMessage.html>.

mod api;
mod crypt;
mod incoming;
mod outgoing;
mod push;
mod refused;
mod told;

use bytes::Bytes;
use serde_json::json;

use self::{
    api::{Api, Not},
    outgoing::Side,
};
use super::{
    Answer, Asked, Brought, Fault, Found, HookCall, NotHeard, Part, Platform, Speech, pick,
};
use crate::{
    call::Http,
    desk::{
        account::{Introduction, Keys},
        dispatch::Parcel,
        intake::Sender,
    },
};

const APP_ID: Asked = Asked {
    name: "app_id",
    is_secret: false,
    is_optional: false,
    example: "wx0123456789abcdef",
};
const APP_SECRET: Asked = Asked {
    name: "app_secret",
    is_secret: true,
    is_optional: false,
    example: "",
};
const API_BASE: Asked = Asked {
    name: "api_base",
    is_secret: false,
    is_optional: true,
    example: api::PUBLIC,
};

/// What connecting an Official Account asks for.
pub(super) const ASKED: &[Asked] = &[
    APP_ID,
    APP_SECRET,
    Asked {
        name: "mini_app_id",
        is_secret: false,
        is_optional: true,
        example: "wxfedcba9876543210",
    },
    API_BASE,
];

/// What connecting a Mini-Program asks for.
pub(super) const ASKED_MINI: &[Asked] = &[APP_ID, APP_SECRET, API_BASE];

/// Where a message is said.
const SEND: &str = "/cgi-bin/message/custom/send";
/// Where that somebody types is shown by an Official Account, and by a Mini-Program.
const TYPING: [&str; 2] = [
    "/cgi-bin/message/custom/typing",
    "/cgi-bin/message/custom/business/typing",
];

/// How the names of our messages begin: the platform has none for them.
const OURS: &str = "shopbell-";

/// Characters of an id that stand for somebody who has no name.
const TAIL: usize = 6;

/// A connected account.
pub(super) struct WeChat {
    is_mini: bool,
    app_id: String,
    mini_app_id: String,
    token: String,
    aes_key: String,
    stamps: push::Stamps,
    api: Api,
    http: Http,
}

impl WeChat {
    /// An Official Account.
    pub(super) fn official(keys: &Keys, http: Http) -> Self {
        Self::new(keys, false, http)
    }

    /// A Mini-Program.
    pub(super) fn mini(keys: &Keys, http: Http) -> Self {
        Self::new(keys, true, http)
    }

    fn new(keys: &Keys, is_mini: bool, http: Http) -> Self {
        Self {
            is_mini,
            app_id: keys.get("app_id").to_owned(),
            mini_app_id: keys.get("mini_app_id").to_owned(),
            token: crypt::token(keys),
            aes_key: crypt::aes_key(keys),
            stamps: push::Stamps::default(),
            api: Api::new(keys, is_mini, http.clone()),
            http,
        }
    }

    /// What it can show where the world finds this house there.
    fn side<'a>(&'a self, public: Option<&'a str>) -> Side<'a> {
        Side {
            is_mini: self.is_mini,
            mini_app_id: &self.mini_app_id,
            public,
        }
    }

    /// Hands over what a part needs, and says it.
    async fn attempt(&self, parcel: &Parcel, part: &Part, file: Option<&Bytes>) -> Result<(), Not> {
        let public = self.http.public();
        let side = self.side(public.as_deref());
        let media = match (outgoing::upload(side, part), file) {
            (Some((kind, name, media_type)), Some(bytes)) => {
                Some(self.api.upload(kind, (name, media_type), bytes).await?)
            }
            _ => None,
        };
        let said = outgoing::body(parcel, part, side, media.as_deref());
        self.api.say(SEND, &said).await
    }
}

impl Platform for WeChat {
    fn introduce(&self) -> Answer<'_, Introduction> {
        Box::pin(async move {
            self.api.introduce().await?;
            Ok(Introduction {
                own_id: self.app_id.clone(),
                // What it is called, the platform does not tell.
                username: String::new(),
            })
        })
    }

    fn is_asked(&self) -> bool {
        false
    }

    fn entered_there(&self) -> Vec<(&'static str, String)> {
        vec![
            ("account-hook-token", self.token.clone()),
            ("account-hook-aes-key", self.aes_key.clone()),
        ]
    }

    fn called(&self, call: &HookCall) -> Result<Brought, NotHeard> {
        let words = push::Words {
            token: &self.token,
            aes_key: &self.aes_key,
            app_id: &self.app_id,
        };
        push::read(call, &words, &self.stamps)
    }

    fn speech(&self) -> Speech {
        Speech::Mp3
    }

    fn cut(&self, parcel: &Parcel) -> Vec<Part> {
        outgoing::cut(parcel, self.side(self.http.public().as_deref()))
    }

    fn say<'a>(
        &'a self,
        parcel: &'a Parcel,
        part: &'a Part,
        file: Option<Bytes>,
    ) -> Answer<'a, Option<String>> {
        Box::pin(async move {
            let public = self.http.public();
            if let Some(code) = outgoing::unsayable(self.side(public.as_deref()), part) {
                return Err(Fault::Message(code.to_owned(), String::new()));
            }
            let mut said = self.attempt(parcel, part, file.as_ref()).await;
            // The file was gone before it was shown: it is handed over once more.
            if matches!(&said, Err(Not::Refused(refused)) if refused.is_of_file()) {
                said = self.attempt(parcel, part, file.as_ref()).await;
            }
            said.map_err(|not| self.api.fault(not))?;
            // Each is counted there: it has to be known as how many a message went out.
            let (id, number) = (parcel.message.id, parcel.waiting.parts_done);
            Ok(Some(format!("{OURS}{id}-{number}")))
        })
    }

    fn fetch<'a>(&'a self, source: &'a str) -> Answer<'a, Found> {
        Box::pin(self.api.fetch(source))
    }

    fn typing<'a>(&'a self, to: &'a str, _: Option<&'a str>) -> Answer<'a, ()> {
        Box::pin(async move {
            let sign = json!({ "touser": to, "command": "Typing" });
            let path = TYPING[usize::from(self.is_mini)];
            self.api.tell(path, &sign).await.map(drop)
        })
    }

    // Names and pictures it tells no more; what the account has noted of somebody it does.
    fn person<'a>(&'a self, external_id: &'a str) -> Answer<'a, Option<Sender>> {
        Box::pin(async move {
            let told = if self.is_mini {
                json!({})
            } else {
                let asked = [("openid", external_id), ("lang", "zh_CN")];
                let asked = serde_html_form::to_string(asked).unwrap_or_default();
                match self.api.get(&format!("/cgi-bin/user/info?{asked}")).await {
                    Err(fault @ (Fault::Later(..) | Fault::Busy(..) | Fault::Lost(_))) => {
                        return Err(fault);
                    }
                    // It may not ask, or the customer does not follow it.
                    answer => answer.unwrap_or_default(),
                }
            };
            let name = match pick::words(&told["remark"]) {
                remark if remark.is_empty() => nameless(external_id),
                remark => remark,
            };
            Ok(Some(Sender {
                external_id: external_id.to_owned(),
                name,
                language: pick::words(&told["language"]).replace('_', "-"),
                ..Sender::default()
            }))
        })
    }
}

/// How somebody is called who has no name.
fn nameless(external_id: &str) -> String {
    let letters = external_id.chars().count();
    let tail: String = external_id
        .chars()
        .skip(letters.saturating_sub(TAIL))
        .collect();
    format!("WeChat …{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_no_name_is_told_apart_by_the_end_of_their_id() {
        for (id, name) in [
            ("oABCD-1234567890_xyzxyz", "WeChat …xyzxyz"),
            ("oU", "WeChat …oU"),
            ("", "WeChat …"),
        ] {
            assert_eq!(nameless(id), name);
        }
    }
}
