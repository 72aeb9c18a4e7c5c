//! Which files a channel carries, each way, and how large.

use http::StatusCode;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::{
    super::{Room, show, show_with},
    Tab, change, head, load,
};
use crate::{
    base::lang::Lang,
    desk::{
        allowance::Allowance,
        attachment::store::QUOTA_BYTES,
        channel::{Channel, Settings},
        family::Family,
    },
    t, upload,
    web::{
        answer::{Reply, see_other},
        field::{Field, Wrong, choice},
        meanwhile,
        request::{AsAdmin, Ask},
        saved::{self, Wish},
    },
};

const MEGABYTE: u64 = 1024 * 1024;
/// Of one picture, whoever sends it.
const MOST_PICTURE: u64 = 20;
/// Of one file by a customer: more than a day's allowance is of no use.
const MOST_CUSTOMERS: u64 = QUOTA_BYTES / MEGABYTE;
/// Of one file by the team.
const MOST_TEAMS: u64 = 200;

/// One side's half of the form.
#[derive(Debug, Default)]
struct Side {
    families: Vec<Family>,
    picture: String,
    file: String,
}

/// The form as it was typed.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Typed {
    from_customers: Vec<Family>,
    from_team: Vec<Family>,
    customers_picture: String,
    customers_file: String,
    team_picture: String,
    team_file: String,
}

impl From<&Settings> for Typed {
    fn from(settings: &Settings) -> Self {
        let megabytes = |bytes: u64| (bytes / MEGABYTE).max(1).to_string();
        Self {
            from_customers: settings.families(),
            from_team: settings.team_files.families.clone(),
            customers_picture: megabytes(settings.max_upload_bytes),
            customers_file: megabytes(settings.max_file_bytes),
            team_picture: megabytes(settings.team_files.picture_bytes),
            team_file: megabytes(settings.team_files.file_bytes),
        }
    }
}

impl Typed {
    fn customers(&self) -> Side {
        Side {
            families: self.from_customers.clone(),
            picture: self.customers_picture.clone(),
            file: self.customers_file.clone(),
        }
    }

    fn team(&self) -> Side {
        Side {
            families: self.from_team.clone(),
            picture: self.team_picture.clone(),
            file: self.team_file.clone(),
        }
    }

    /// What was typed, as each side's allowance.
    fn check(&self, lang: Lang) -> Result<[Allowance; 2], Wrong> {
        let mut wrong = Wrong::default();
        let mut bytes = |field: &'static str, typed: &str, most: u64| {
            let megabytes = typed.trim().parse::<u64>().unwrap_or(0);
            if !(1..=most).contains(&megabytes) {
                let most = most.to_string();
                wrong.add(field, t!(lang, "megabytes-wrong", most = &most));
            }
            megabytes * MEGABYTE
        };
        let customers = Allowance {
            picture_bytes: bytes("customers_picture", &self.customers_picture, MOST_PICTURE),
            file_bytes: bytes("customers_file", &self.customers_file, MOST_CUSTOMERS),
            families: with_pictures(&self.from_customers),
        };
        let team = Allowance {
            picture_bytes: bytes("team_picture", &self.team_picture, MOST_PICTURE),
            file_bytes: bytes("team_file", &self.team_file, MOST_TEAMS),
            families: with_pictures(&self.from_team),
        };
        if wrong.is_empty() {
            Ok([customers, team])
        } else {
            Err(wrong)
        }
    }
}

/// Pictures are always taken: they are drawn anew and cannot hurt.
fn with_pictures(chosen: &[Family]) -> Vec<Family> {
    Family::ALL
        .into_iter()
        .filter(|family| *family == Family::Picture || chosen.contains(family))
        .collect()
}

pub(in crate::web::admin) async fn page(ask: Ask, admin: AsAdmin) -> Reply {
    let wish = Wish::of(&ask)?;
    let channel = load(&ask).await?;
    let typed = Typed::from(&channel.settings);
    let inside = view(admin.lang, &channel, &typed, &Wrong::default(), &wish);
    show(&ask, &admin, Room::Channels, &inside).await
}

pub(in crate::web::admin) async fn save(mut ask: Ask, admin: AsAdmin) -> Reply {
    let channel = load(&ask).await?;
    let typed = meanwhile::form(&mut ask, &Typed::from(&channel.settings)).await?;
    let [customers, team] = match typed.check(admin.lang) {
        Ok(checked) => checked,
        Err(wrong) => {
            let inside = view(admin.lang, &channel, &typed, &wrong, &Wish::default());
            let status = StatusCode::BAD_REQUEST;
            return show_with(status, &ask, &admin, Room::Channels, &inside).await;
        }
    };
    let id = change(&ask, &admin, move |channel| {
        let is_extra = |family: &Family| !matches!(family, Family::Picture | Family::Audio);
        let families = &customers.families;
        let settings = &mut channel.settings;
        settings.voice = families.contains(&Family::Audio);
        settings.files = families.iter().copied().filter(is_extra).collect();
        settings.max_upload_bytes = customers.picture_bytes;
        settings.max_file_bytes = customers.file_bytes;
        settings.team_files = team.clone();
        Some("files_changed")
    })
    .await?;
    see_other(&format!("/admin/channels/{id}/files?saved=files"))
}

fn view(lang: Lang, channel: &Channel, typed: &Typed, wrong: &Wrong, wish: &Wish) -> Markup {
    html! {
        (head(lang, channel, Tab::Files))
        (saved::notice(lang, wish.saved == "files"))
        form.stack."stack--4" method="post" action={ "/admin/channels/" (channel.id) "/files" } {
            (meanwhile::shown(&Typed::from(&channel.settings)))
            (side(lang, "customers", &typed.customers(), wrong))
            (side(lang, "team", &typed.team(), wrong))
            p.small.muted { (t!(lang, "files-never")) }
            div.row { button.btn."btn--primary"."btn--lg" { (t!(lang, "save")) } }
        }
    }
}

fn side(lang: Lang, name: &'static str, side: &Side, wrong: &Wrong) -> Markup {
    let of = |what: &str| format!("{name}_{what}");
    let title = lang.text(&format!("files-from-{name}"));
    let picture_hint = t!(lang, "files-picture-hint", most = &MOST_PICTURE.to_string());
    html! {
        section.card aria-labelledby=(of("title")) {
            header."card__head" {
                div.grow {
                    h3."card__title" id=(of("title")) { (title) }
                    p."small muted" { (lang.text(&format!("files-from-{name}-more"))) }
                }
            }
            @for family in Family::ALL {
                (sort(lang, name, family, family == Family::Picture || side.families.contains(&family)))
            }
            div."setrow setrow--halves" {
                (Field::new("files", &of("picture"), t!(lang, "files-picture")).value(&side.picture).kind("number")
                    .hint(picture_hint).required().judged(wrong))
                (Field::new("files", &of("file"), t!(lang, "files-file")).value(&side.file).kind("number")
                    .hint(lang.text(&format!("files-file-hint-{name}"))).required().judged(wrong))
            }
        }
    }
}

/// A sort of file with the endings that belong to it.
fn sort(lang: Lang, side: &str, family: Family, is_on: bool) -> Markup {
    let symbol = match family {
        Family::Picture => "image",
        Family::Audio => "mic",
        Family::Video => "video",
        Family::Document => "file-text",
        Family::Archive => "package",
    };
    let title = lang.text(&format!("files-sort-{}", family.word()));
    let endings = upload::endings(family).join(", ").to_uppercase();
    if family == Family::Picture {
        let more = t!(lang, "files-always", endings = &endings);
        return choice::fixed_row(symbol, &title, &more);
    }
    let name = format!("from_{side}");
    choice::switch_row_of(&name, family.word(), symbol, &title, &endings, is_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_the_form() {
        let settings = Settings {
            files: vec![Family::Document],
            max_file_bytes: 7 * MEGABYTE,
            ..Settings::default()
        };
        let [customers, team] = Typed::from(&settings).check(Lang::En).expect("it is sound");
        assert_eq!(customers.families, settings.families());
        assert_eq!(customers.file_bytes, settings.max_file_bytes);
        assert_eq!(team, settings.team_files);
    }

    #[test]
    fn sizes_that_nobody_could_send_are_refused() {
        for (field, typed) in [
            ("customers_picture", "21"),
            ("customers_file", "51"),
            ("team_picture", "0"),
            ("team_file", "many"),
        ] {
            let mut form = Typed::from(&Settings::default());
            let place = match field {
                "customers_picture" => &mut form.customers_picture,
                "customers_file" => &mut form.customers_file,
                "team_picture" => &mut form.team_picture,
                _ => &mut form.team_file,
            };
            *place = typed.to_owned();
            let wrong = form.check(Lang::En).expect_err(field);
            assert!(wrong.begins_with(field), "{field}");
        }
    }

    #[test]
    fn pictures_cannot_be_switched_off() {
        assert_eq!(with_pictures(&[]), [Family::Picture]);
    }
}
