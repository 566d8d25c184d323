//! Identifiers that cannot be mixed up.
//!
//! Each id is a UUID v7 (RFC 9562), so ids sort by the time they were made. On the wire and in the
//! tables an id is text: a prefix that names its kind, then 32 hexadecimal digits; an onboarding's
//! id is the bare hyphenated UUID that clients already know.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

/// The text is not an id of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid identifier")]
pub struct BadId;

/// Makes a fresh UUID v7: the only place where the platform makes one.
#[expect(clippy::disallowed_methods, reason = "this is the seam the lint points to")]
pub fn fresh() -> Uuid {
    Uuid::now_v7()
}

/// Makes the same UUID v5 (RFC 9562) from the same name, so that a repeated effect can be recognised.
pub fn derived(namespace: Uuid, name: &str) -> Uuid {
    Uuid::new_v5(&namespace, name.as_bytes())
}

/// Declares one kind of id: its documentation, its name and its prefix (empty: bare hyphenated UUID).
macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Makes a new id.
            pub fn fresh() -> Self {
                Self(fresh())
            }

            /// Reads an id from its text form.
            pub fn parse(text: &str) -> Result<Self, BadId> {
                parse(text, $prefix).map(Self)
            }

            /// Wraps a UUID that is known to name such a thing.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID without its prefix.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                display(self.0, $prefix, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(from)?).map_err(de::Error::custom)
            }
        }
    };
}

fn parse(text: &str, prefix: &str) -> Result<Uuid, BadId> {
    let rest = text.strip_prefix(prefix).ok_or(BadId)?;
    let length = if prefix.is_empty() { 36 } else { 32 };
    let lower = rest.bytes().all(|b| !b.is_ascii_uppercase());
    if rest.len() != length || !lower {
        return Err(BadId);
    }
    Uuid::try_parse(rest).map_err(|_| BadId)
}

fn display(uuid: Uuid, prefix: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if prefix.is_empty() {
        write!(f, "{}", uuid.hyphenated())
    } else {
        write!(f, "{prefix}{}", uuid.simple())
    }
}

id! {
    /// A client's application: who calls, and who owns what it made.
    ApplicationId, "app_"
}
id! {
    /// One company's way from request to running space; the `uuid` of the public API.
    OnboardingId, ""
}
id! {
    /// One check of one VAT number.
    VerificationId, "vat_"
}
id! {
    /// One contract.
    ContractId, "ctr_"
}
id! {
    /// One request to sign one document.
    SignatureId, "sig_"
}
id! {
    /// One mail to one person.
    MailId, "msg_"
}
id! {
    /// One message between services (the `id` of its CloudEvents envelope).
    EventId, "evt_"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_own_text() {
        let contract = ContractId::fresh();
        assert_eq!(ContractId::parse(&contract.to_string()), Ok(contract));
        let onboarding = OnboardingId::fresh();
        assert_eq!(OnboardingId::parse(&onboarding.to_string()), Ok(onboarding));
    }

    #[test]
    fn another_kind_of_id_is_refused() {
        let contract = ContractId::fresh().to_string();
        assert_eq!(SignatureId::parse(&contract), Err(BadId));
        assert_eq!(ContractId::parse(&contract.to_uppercase()), Err(BadId));
        assert_eq!(OnboardingId::parse("550e8400e29b41d4a716446655440000"), Err(BadId));
        assert_eq!(ContractId::parse(""), Err(BadId));
    }
}
