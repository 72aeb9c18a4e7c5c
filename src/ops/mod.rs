//! The appliance: the folder that holds a house, its backups, whether all of that is sound, and what is to be done where it
//! is not.

pub mod backup;
pub mod doctor;
pub mod drill;
pub mod folder;
pub mod key;
pub mod ledger;
pub mod restore;
pub mod shelf;
pub mod transfer;
pub mod verify;
pub mod vitals;
pub mod works;

#[cfg(test)]
mod tests;
