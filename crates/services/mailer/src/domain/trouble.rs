//! Why a mail could not be sent: codes without personal data, for the record and for the asker.

use std::fmt;

/// What stood in the way of one try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The owner has nothing to send any more.
    Withdrawn,
    /// The owner gave no usable answer.
    Owner,
    /// The owner gave something that is no address.
    Address,
    /// An attachment could not be fetched.
    Attachment,
    /// An attachment is not the document that was ordered.
    Digest,
    /// The template and its values do not fit.
    Rendering,
    /// The relay answered with this code (RFC 5321, 4.2.1).
    Reply(u16),
    /// The relay can't be reached, or broke off.
    Connection,
    /// The relay's certificate is not trusted, or it speaks no TLS.
    Tls,
    /// The relay took too long.
    TimeLimit,
}

impl Trouble {
    /// Whether another try would meet the same trouble.
    pub(crate) const fn is_final(self) -> bool {
        match self {
            Self::Withdrawn | Self::Address => true,
            // 530 to 538: the relay's quarrel is with us, and an operator can settle it.
            Self::Reply(code) => code >= 500 && !matches!(code, 530..=538),
            Self::Owner
            | Self::Attachment
            | Self::Digest
            | Self::Rendering
            | Self::Connection
            | Self::Tls
            | Self::TimeLimit => false,
        }
    }
}

/// The code: the relay's own, or a word.
impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Self::Reply(code) => return write!(f, "{code}"),
            Self::Withdrawn => "withdrawn",
            Self::Owner => "owner_unavailable",
            Self::Address => "bad_address",
            Self::Attachment => "attachment_unavailable",
            Self::Digest => "attachment_changed",
            Self::Rendering => "template",
            Self::Connection => "connection",
            Self::Tls => "tls",
            Self::TimeLimit => "time_limit",
        };
        f.write_str(word)
    }
}
