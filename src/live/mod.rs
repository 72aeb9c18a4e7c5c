//! Live streams: follows the event table and tells those who may know.
//!
//! The writer hands over what was committed; the hub encodes each event once and gives the same
//! bytes to every reader it is for. A reader that comes back says which event it saw last and is
//! given all it missed, from memory or from the file. A reader too slow to keep up is cut off and
//! resumes the same way; nobody ever waits for it.

mod alike;
mod frame;
mod hub;
mod known;
mod line;
mod mailbox;
mod presence;
mod replay;
mod staff;

pub use alike::Alike;
pub use hub::{Hub, Typist};
pub use known::KnownVisitors;
pub use line::Lines;
pub use mailbox::{Owner, Watcher};
pub use presence::Presence;
pub use replay::{Listener, Resume};
pub use staff::Staff;
