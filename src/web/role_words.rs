//! What the roles are called on screen.

use std::borrow::Cow;

use crate::{base::lang::Lang, desk::team::Role, t};

/// A role's name.
#[must_use]
pub fn role_name(lang: Lang, role: Role) -> Cow<'static, str> {
    match role {
        Role::Agent => t!(lang, "role-agent"),
        Role::Supervisor => t!(lang, "role-supervisor"),
        Role::Admin => t!(lang, "role-admin"),
    }
}

/// All roles with what each may do, for a list to choose from.
#[must_use]
pub fn choices(lang: Lang) -> [(&'static str, Cow<'static, str>); 3] {
    [
        (Role::Agent.word(), t!(lang, "role-agent-may")),
        (Role::Supervisor.word(), t!(lang, "role-supervisor-may")),
        (Role::Admin.word(), t!(lang, "role-admin-may")),
    ]
}
