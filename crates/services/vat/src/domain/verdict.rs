//! The outcome of a verification: valid, invalid, or unknown. Never a bare yes or no.

use parvis_vatid::Invalid;

use super::Fault;

/// What is known about a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// VIES knows the number.
    Valid {
        /// Whose it is, as far as the member state says.
        company: Company,
        /// The proof that VIES gives to a named requester.
        consultation: Option<String>,
    },
    /// VIES did not answer, but Sirene knows an active company whose number it must be.
    CompanyConfirmed(Company),
    /// The number is not valid.
    Invalid(Reason),
    /// Nobody answered.
    Unknown(Fault),
}

/// Name and address as a register gives them; absent where it does not disclose them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Company {
    pub(crate) name: Option<String>,
    /// Several lines.
    pub(crate) address: Option<String>,
}

/// Why a number is not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It can't be a number of its country.
    Offline(Invalid),
    /// VIES does not know it.
    NotRegistered,
}

/// Who gave the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The rules of the member states.
    Offline,
    /// The Commission's VAT information exchange system.
    Vies,
    /// The French register of companies.
    Insee,
}

impl Verdict {
    /// `valid`, `company_confirmed`, `invalid` or `unknown`.
    pub(crate) const fn status(&self) -> &'static str {
        match self {
            Self::Valid { .. } => "valid",
            Self::CompanyConfirmed(_) => "company_confirmed",
            Self::Invalid(_) => "invalid",
            Self::Unknown(_) => "unknown",
        }
    }

    /// The code of what is wrong with the number, or of why nothing is known.
    pub(crate) fn reason(&self) -> Option<&str> {
        match self {
            Self::Valid { .. } | Self::CompanyConfirmed(_) => None,
            Self::Invalid(reason) => Some(reason.code()),
            Self::Unknown(fault) => Some(fault.code()),
        }
    }

    /// Who gave it; nobody gave an unknown.
    pub(crate) const fn source(&self) -> Option<Source> {
        match self {
            Self::Valid { .. } | Self::Invalid(Reason::NotRegistered) => Some(Source::Vies),
            Self::CompanyConfirmed(_) => Some(Source::Insee),
            Self::Invalid(Reason::Offline(_)) => Some(Source::Offline),
            Self::Unknown(_) => None,
        }
    }

    /// The company, where one is known.
    pub(crate) const fn company(&self) -> Option<&Company> {
        match self {
            Self::Valid { company, .. } | Self::CompanyConfirmed(company) => Some(company),
            Self::Invalid(_) | Self::Unknown(_) => None,
        }
    }

    /// The consultation number of VIES.
    pub(crate) fn consultation(&self) -> Option<&str> {
        match self {
            Self::Valid { consultation, .. } => consultation.as_deref(),
            Self::CompanyConfirmed(_) | Self::Invalid(_) | Self::Unknown(_) => None,
        }
    }

    /// Whether it may count as a yes, as a no, or as neither.
    pub(crate) const fn valid(&self) -> Option<bool> {
        match self {
            Self::Valid { .. } | Self::CompanyConfirmed(_) => Some(true),
            Self::Invalid(_) => Some(false),
            Self::Unknown(_) => None,
        }
    }

    /// Whether nothing is left to ask.
    pub(crate) const fn is_settled(&self) -> bool {
        matches!(self, Self::Valid { .. } | Self::Invalid(_))
    }

    /// Whether a caller would be told the same.
    pub(crate) fn says_same(&self, other: &Self) -> bool {
        self.status() == other.status() && self.reason() == other.reason()
    }
}

impl Reason {
    /// The stable code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Offline(invalid) => invalid.code(),
            Self::NotRegistered => "not_registered",
        }
    }

    /// Reads a code.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        let offline =
            [Invalid::UnknownCountry, Invalid::Length, Invalid::Character, Invalid::CheckDigit];
        let mut all = offline.map(Self::Offline).into_iter().chain([Self::NotRegistered]);
        all.find(|reason| reason.code() == code)
    }
}

impl Source {
    /// The name that clients read.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Offline => "OFFLINE",
            Self::Vies => "VIES",
            Self::Insee => "INSEE",
        }
    }
}
