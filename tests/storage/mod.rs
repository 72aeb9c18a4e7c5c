//! The promises about the one file, kept by the real program in a process of its own.

mod backup;
mod disk;
mod replicated;
mod schemas;
mod start;
mod stop;
