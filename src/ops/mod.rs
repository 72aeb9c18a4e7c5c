//! The appliance: the folder that holds a house, its backups, and whether they are sound.

pub mod backup;
pub mod folder;
pub mod restore;
pub mod transfer;
pub mod verify;

#[cfg(test)]
mod tests;
