//! `shopbell channel`: where customers come from.

use std::path::Path;

use anyhow::bail;
use clap::{Subcommand, ValueEnum};

use crate::{
    base::time::Clock,
    db::DbError,
    desk::channel,
    ops::{folder, key},
};

#[derive(Debug, Subcommand)]
pub(super) enum Channel {
    /// Connect an account; prints the site key of a web chat
    Add {
        /// The sort of channel
        #[arg(value_enum)]
        kind: KindFlag,
        /// The team's name for it
        #[arg(long)]
        name: String,
        /// Address of a site that may show the widget; may be given several times
        #[arg(long = "site", value_name = "URL")]
        sites: Vec<String>,
    },
    /// List the channels
    List,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum KindFlag {
    WebChat,
}

impl Channel {
    /// Whether it may be the first thing that is done with a folder.
    pub(super) const fn makes_house(&self) -> bool {
        matches!(self, Self::Add { .. })
    }
}

/// Does it on the file in a locked folder.
pub(super) fn run(command: &Channel, data: &Path, key: &Path) -> anyhow::Result<()> {
    let db = folder::open_file(data, &key::take(key)?, Clock::machine())?;
    match command {
        Channel::Add {
            kind: KindFlag::WebChat,
            name,
            sites,
        } => {
            let settings = channel::Settings {
                sites: sites
                    .iter()
                    .filter_map(|site| channel::origin_of(site))
                    .collect(),
                ..channel::Settings::default()
            };
            if settings.sites.len() < sites.len() {
                bail!("--site takes addresses such as https://shop.example");
            }
            let name = name.clone();
            let channel = db.write_blocking::<_, DbError>(move |tx| {
                channel::add_web_chat(tx, &name, &settings)
            })?;
            println!("{}", channel.site_key);
        }
        Channel::List => {
            for channel in db.peek::<_, DbError>(channel::all)? {
                println!(
                    "{}\t{}\t{}\t{}",
                    channel.id,
                    channel.kind.word(),
                    channel.site_key,
                    channel.name
                );
            }
        }
    }
    db.close();
    Ok(())
}
