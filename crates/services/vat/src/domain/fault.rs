//! Why VIES gave no verdict. A fault never says anything about the number.

use std::fmt;

/// The most characters of a code that is passed on.
const LONGEST: usize = 40;

/// The code that VIES said, or one of ours in the same form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault(String);

/// What a fault asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Passes by itself or with less haste: ask again soon.
    Passing,
    /// VIES does not accept who asks: ask once more in nobody's name.
    Requester,
    /// VIES refuses to look at this number now.
    Refused,
    /// VIES refuses our address: stop asking.
    Blocked,
    /// The answer makes no sense.
    Unclear,
}

impl Fault {
    /// A code as VIES writes it: some versions put it in braces and quotes, or in lower case.
    pub(crate) fn said(code: &str) -> Self {
        let bare = code.trim_matches(|c: char| c.is_whitespace() || "{}'\"".contains(c));
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        if bare.is_empty() || bare.len() > LONGEST || !bare.bytes().all(plain) {
            return Self::unreadable();
        }
        Self(bare.to_ascii_uppercase())
    }

    /// The question waits to be asked for the first time.
    pub(crate) fn not_asked() -> Self {
        Self("NOT_ASKED_YET".to_owned())
    }

    /// No answer in time.
    pub(crate) fn timeout() -> Self {
        Self("TIMEOUT".to_owned())
    }

    /// No connection, or it broke off.
    pub(crate) fn unreachable() -> Self {
        Self("UNREACHABLE".to_owned())
    }

    /// An answer that is none of those agreed.
    pub(crate) fn unreadable() -> Self {
        Self("UNREADABLE_ANSWER".to_owned())
    }

    /// An answer about another number than the one asked.
    pub(crate) fn other_number() -> Self {
        Self("OTHER_NUMBER".to_owned())
    }

    /// An HTTP status without a code of VIES.
    pub(crate) fn of_status(status: u16) -> Self {
        match status {
            429 => Self("SERVER_BUSY".to_owned()),
            500..=599 => Self("SERVICE_UNAVAILABLE".to_owned()),
            _ => Self::unreadable(),
        }
    }

    /// The code.
    pub(crate) fn code(&self) -> &str {
        &self.0
    }

    /// What it asks for.
    pub(crate) fn class(&self) -> Class {
        match self.code() {
            "SERVICE_UNAVAILABLE"
            | "MS_UNAVAILABLE"
            | "TIMEOUT"
            | "SERVER_BUSY"
            | "GLOBAL_MAX_CONCURRENT_REQ"
            | "GLOBAL_MAX_CONCURRENT_REQ_TIME"
            | "MS_MAX_CONCURRENT_REQ"
            | "MS_MAX_CONCURRENT_REQ_TIME"
            | "VOW-ERR-1"
            | "UNREACHABLE" => Class::Passing,
            "INVALID_REQUESTER_INFO" | "VOW-ERR-2500" | "VOW-ERR-2700" => Class::Requester,
            "INVALID_INPUT" | "VAT_BLOCKED" | "VOW-ERR-11" | "VOW-ERR-2600" => Class::Refused,
            "IP_BLOCKED" => Class::Blocked,
            _ => Class::Unclear,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_vies_wraps_it() {
        for text in ["MS_UNAVAILABLE", "{ 'MS_UNAVAILABLE' }", " ms_unavailable\n"] {
            assert_eq!(Fault::said(text).code(), "MS_UNAVAILABLE");
        }
        assert_eq!(Fault::said("VOW-ERR-1").class(), Class::Passing);
        assert_eq!(Fault::said("SOMETHING_NEW").class(), Class::Unclear);
    }

    #[test]
    fn a_text_that_is_no_code_is_not_passed_on() {
        for text in ["", "<script>", "FR 21 111222337", &"A".repeat(41)] {
            assert_eq!(Fault::said(text), Fault::unreadable());
        }
    }
}
