//! Backups of a house in service, and what a backup must not be.
