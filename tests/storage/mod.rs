//! The promises about the one file, kept by the real program in a process of its own.

mod backup;
mod disk;
mod start;
mod stop;
