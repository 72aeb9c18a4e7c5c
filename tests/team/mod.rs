//! The members of the team: how they sign in, as whom they write, how they work.

mod identities;
mod second_step;
