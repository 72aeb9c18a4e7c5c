//! Keeping a waiting chat for one agent for a while. A timer ends it; what stands in the file holds till then.

use crate::{
    base::id::ConversationId,
    db::{DbError, Tx, named_params},
    desk::{
        conversation::Reservation,
        timer::{self, Due},
    },
};

/// Keeps a waiting chat for one agent, in place of whoever it was kept for.
pub fn reserve(
    tx: &mut Tx<'_>,
    id: ConversationId,
    reservation: Reservation,
) -> Result<(), DbError> {
    tx.execute(
        "update conversation set reserved_for = :agent, reserved_as = :how, reserved_until = :until
         where id = :id and state = 'waiting'",
        named_params! {
            ":agent": reservation.agent, ":how": reservation.how, ":until": reservation.until, ":id": id,
        },
    )?;
    timer::set(tx, Due::EndReservation, id.0, reservation.until)
}

/// Keeps a chat for nobody.
pub fn unreserve(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), DbError> {
    tx.execute(
        "update conversation set reserved_for = null, reserved_as = null, reserved_until = null where id = ?1",
        [id],
    )?;
    timer::clear(tx, Due::EndReservation, id.0)
}
