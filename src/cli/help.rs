//! What the lists of commands and flags cannot say.

/// Below the list of commands.
pub(super) const EXAMPLES: &str = "\
Without a command Shopbell opens the house and, on a desktop, the browser; the first start asks \
who you are. Flags may also be given as the variables in brackets; SHOPBELL_LOG=debug says more.

Examples:
  shopbell                                 open the house on this computer
  shopbell demo                            look around in a made-up shop first
  shopbell serve --public-url https://chat.shop.example
                                           behind a proxy that speaks HTTPS
  shopbell user reset-password --email ana@shop.example
                                           let somebody in who forgot the password
  shopbell backup --to /media/usb/shop     copy the whole house, also while it is open";

/// Below `relay`.
pub(super) const RELAY: &str = "\
An office behind a router needs no open port: it calls in at the relay, and by that line come the widget, its visitors and \
the platforms that call in; never the console. While the office is dark the relay keeps what visitors write and platforms \
bring, sealed to the office, and hands it over when it is back. The first start prints the words that pair the two; they are \
good once.

Examples:
  shopbell relay --acme chat.shop.example
                                           with a certificate of its own on port 443
  shopbell relay --listen 127.0.0.1:7780 --https 0.0.0.0:7744 --public-url https://chat.shop.example
                                           behind a proxy; the office calls in on port 7744";

/// Below `completions`.
pub(super) const COMPLETIONS: &str = "\
Examples:
  shopbell completions bash > ~/.local/share/bash-completion/completions/shopbell
  shopbell completions fish > ~/.config/fish/completions/shopbell.fish
  shopbell completions zsh > _shopbell     in a folder of your $fpath";

/// Below `backup`.
pub(super) const BACKUP: &str = "\
The copy is the house at one moment, files included. It is opened and looked through before it \
gets its name; whatever still ends in .part is no backup. The first line printed is where it lies. \
It holds everything customers wrote: keep it as safe as the house itself, and on another disk. An open house makes \
backups by itself every night (Admin, Backups); those made here are never removed by it.

Examples:
  shopbell backup                          into the folder backups among the data
  shopbell backup --to /media/usb/shop     onto another disk, say from cron every night";

/// Below `health`.
pub(super) const HEALTH: &str = "\
Writes into the file as an answer to a customer would, and says how much room is left. Answers 1 if \
no house is open with this data, or it does not answer within ten seconds, or its disk takes no writes: \
for containers and whatever else watches programs.

Examples:
  shopbell health
  shopbell health --data /srv/shop || echo 'Look after the shop' | mail -s Shopbell ana@shop.example";

/// Below `doctor`.
pub(super) const DOCTOR: &str = "\
Works beside an open house and on a closed one, and changes nothing. Tells no secret and nobody's \
name or words, so that its answer can be shown to whoever helps you.

Answers 0 if all is well, 3 if something should be looked at one of these days, 1 if something is \
wrong or could not be looked at, and 2 if it was asked wrongly.

Examples:
  shopbell doctor                          what is well, what is not, and what to do
  shopbell doctor --thorough --channels    read everything, and knock at every platform
  shopbell doctor --json | jq .verdict     for programs: well, look or wrong";

/// Below `verify`.
pub(super) const VERIFY: &str = "\
Reads everything: every page, index and reference, and every file that was sent, compared with \
what arrived. The house may be open meanwhile. Answers 1 and says what is wrong if it is not sound.

Examples:
  shopbell verify
  shopbell verify /media/usb/shop/shopbell-2026-11-25T02-00-00Z.db";

/// Below `restore`.
pub(super) const RESTORE: &str = "\
Nothing is ever replaced: the folder must be empty or not exist yet. Close the old house, restore \
into a new folder, look around, and keep the old folder until you are content. A drill needs room for \
the backup beside the data, may be made while the house is open, and is remembered on its page for backups; it \
answers 1 if no house comes of the backup.

What channels are connected with is sealed in it, and the key is not: put the kept copy of shopbell.key into the new folder, \
before or after. Without it everything else is there, and channels want to be connected anew.

Examples:
  shopbell restore --drill                 try the newest backup
  shopbell restore shopbell-2026-11-25T02-00-00Z.db --data /srv/shop-again
  shopbell serve --data /srv/shop-again";

/// Below `export`.
pub(super) const EXPORT: &str = "\
One file of JSON lines for each table, the files that were sent, and a README that explains them: for other \
programs, or to leave Shopbell. Passwords and keys are not in it; all that customers wrote is, so keep it safe. A \
backup is what brings a house back as it was.

Examples:
  shopbell export /media/usb/shop-export   the folder is made, and is whole once it bears this name";

/// Below `import`.
pub(super) const IMPORT: &str = "\
Chats, customers, files, settings and the team, with all their times. The folder with the data must be empty or not \
exist yet. An export that is damaged, or was made by another version, is refused with the file and the line that is \
wrong; what was broken off leaves nothing behind and is begun anew. Channels of other platforms have to be connected \
again, and everybody needs a new password.

Examples:
  shopbell import /media/usb/shop-export --data /srv/shop-again
  shopbell user reset-password --email ana@shop.example --data /srv/shop-again";

/// Below `what-if`.
pub(super) const WHAT_IF: &str = "\
Nothing of the house is changed, and it may be open meanwhile. The chats come when they came, the team \
is there when it wrote, and everybody answers at a usual pace; so compare the two results with \
each other and not with a watch.

Examples:
  shopbell what-if --mode offer            ask one agent after another instead of letting them pick
  shopbell what-if --days 30 --limit 3     what a lower limit would have meant";
