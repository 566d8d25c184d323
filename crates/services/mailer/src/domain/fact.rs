//! What the mailer tells the others.

use parvis_kernel::{ApplicationId, MailId, Timestamp};

use super::{Template, Trouble};

/// Something that became true here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) mail: MailId,
    pub(crate) application: ApplicationId,
    /// The asker's own.
    pub(crate) reference: String,
    pub(crate) template: Template,
    pub(crate) end: End,
}

/// How a mail ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// A relay took it.
    Sent { at: Timestamp },
    /// It was given up.
    Failed { trouble: Trouble },
}
