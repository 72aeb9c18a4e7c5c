//! Wallboards (L9): told that something has changed, so that they look again.

use bytes::Bytes;

use super::State;

impl State {
    /// Something that a board shows may have changed. Also said once per heartbeat: a page hears no ordinary ping, and
    /// some of what a board shows changes by the clock alone. A board that has not read the last word yet needs
    /// no other.
    pub(super) fn tell_walls(&mut self) {
        let moved = Bytes::from_static(b"event: moved\ndata: {}\n\n");
        self.walls.retain(|mailbox| mailbox.ping(&moved));
    }
}
