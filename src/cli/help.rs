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
                                           let somebody in who forgot the password";

/// Below `completions`.
pub(super) const COMPLETIONS: &str = "\
Examples:
  shopbell completions bash > ~/.local/share/bash-completion/completions/shopbell
  shopbell completions fish > ~/.config/fish/completions/shopbell.fish
  shopbell completions zsh > _shopbell     in a folder of your $fpath";
