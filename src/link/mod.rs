//! What a relay and the office behind it have in common (O12): how they come to know each other, the one line between
//! them, and how what is kept meanwhile is sealed. Knows no house, serves nobody.
//!
//! The office calls the relay and keeps the line open, so that a router in between needs no open port. Once both have
//! shown who they are, the roles turn round: the relay opens a pipe within the line for each request that the world makes
//! of it, and the office serves HTTP/1.1 on that.

pub mod hello;
pub mod kept;
pub mod line;
pub mod pairing;
pub mod seal;
pub mod silence;

/// The version of what passes between the two. Another one is refused in words.
pub const VERSION: u32 = 1;

/// By this the relay's door knows an office among browsers, see <https://www.rfc-editor.org/rfc/rfc7301>.
pub const ALPN: &[u8] = b"shopbell-relay";

/// Where the relay tells the office what waits, and asks what it should know; see [`hello::Brief`]. It begins with a
/// point, as no route of a house does.
pub const BRIEF: &str = "/.relay/brief";

/// Where the relay hands over what it kept, a piece at a time and sealed.
pub const KEPT: &str = "/.relay/kept";

/// Header of a request for the [`BRIEF`] that says how many pieces wait.
pub const WAITING: &str = "shopbell-waiting";

/// The relay asks for the brief this often, in seconds: by that each side knows that the other is there.
pub const BEAT_S: u64 = 15;
