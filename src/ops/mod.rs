//! The appliance: the folder that holds a house, its backups, and whether they are sound.

pub mod backup;
pub mod drill;
pub mod folder;
pub mod ledger;
pub mod restore;
pub mod shelf;
pub mod transfer;
pub mod verify;
pub mod works;

#[cfg(test)]
mod tests;
