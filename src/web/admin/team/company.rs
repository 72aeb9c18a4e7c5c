//! Whether customers read who of the team joins or leaves their chat.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use crate::{
    base::lang::Lang,
    db::DbError,
    desk::{
        audit,
        setting::{self, Company},
    },
    t,
    web::{
        answer::{Reply, see_other},
        field::choice,
        meanwhile,
        request::{AsAdmin, Ask},
    },
};

#[derive(Serialize, Deserialize)]
struct Rules {
    tells_customers: Option<String>,
}

impl From<Company> for Rules {
    fn from(rules: Company) -> Self {
        Self {
            tells_customers: rules.tells_customers.then(|| "on".to_owned()),
        }
    }
}

/// The switch.
pub(super) fn card(lang: Lang, rules: Company) -> Markup {
    html! {
        form.card."card--pad".stack."stack--4" method="post" action="/admin/team/company" {
            (meanwhile::shown(&Rules::from(rules)))
            (choice::switch_row("tells_customers", "users-round", &t!(lang, "company-tells"), &t!(lang, "company-tells-more"), rules.tells_customers))
            div.row { button.btn."btn--primary" { (t!(lang, "save")) } }
        }
    }
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let now: Company = ask.house.db.read::<_, DbError>(setting::get).await?;
    let typed = meanwhile::form(&mut ask, &Rules::from(now)).await?;
    let rules = Company {
        tells_customers: typed.tells_customers.is_some(),
    };
    let origin = admin.origin(&ask);
    ask.house
        .db
        .write::<_, DbError>(move |tx| {
            setting::put(tx, &rules)?;
            audit::log(tx, &origin, "company_rules_changed", "")
        })
        .await?;
    see_other("/admin/team?saved=team")
}
