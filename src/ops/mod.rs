//! The appliance: the folder that holds a house, its backups, whether all of that is sound, and what is to be done where it
//! is not.

pub mod backup;
pub mod doctor;
pub mod folder;
pub mod restore;
pub mod verify;
pub mod vitals;

#[cfg(test)]
mod tests;
