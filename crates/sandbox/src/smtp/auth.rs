//! The two ways to log in: `AUTH PLAIN` (RFC 4616) and `AUTH LOGIN`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The one account that may send.
pub(crate) struct Credentials {
    user: String,
    password: String,
}

impl Credentials {
    pub(crate) fn new(user: String, password: String) -> Self {
        Self { user, password }
    }

    fn admit(&self, user: &str, password: &str) -> Outcome {
        if user == self.user && password == self.password {
            return Outcome::Welcome;
        }
        Outcome::Refused
    }
}

/// Where an exchange of credentials stands: what the server has asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Exchange {
    Plain,
    LoginUser,
    LoginPassword { user: String },
}

/// What follows from a client's answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Welcome,
    Refused,
    Unreadable,
    /// The server asks on, with this text behind `334`.
    Ask(Exchange, &'static str),
}

impl Exchange {
    /// Begins the mechanism that `AUTH` names, with its initial response if it has one; `None` for an unknown one.
    pub(super) fn begin(argument: &str, credentials: &Credentials) -> Option<Outcome> {
        let (mechanism, initial) = argument.split_once(' ').unwrap_or((argument, ""));
        let (exchange, prompt) = match mechanism.to_ascii_uppercase().as_str() {
            "PLAIN" => (Self::Plain, ""),
            "LOGIN" => (Self::LoginUser, "VXNlcm5hbWU6"),
            _ => return None,
        };
        if initial.is_empty() {
            return Some(Outcome::Ask(exchange, prompt));
        }
        Some(exchange.take(initial, credentials))
    }

    /// Takes the client's next answer, in base64.
    pub(super) fn take(self, answer: &str, credentials: &Credentials) -> Outcome {
        let Some(answer) = decoded(answer) else { return Outcome::Unreadable };
        match self {
            Self::LoginUser => Outcome::Ask(Self::LoginPassword { user: answer }, "UGFzc3dvcmQ6"),
            Self::LoginPassword { user } => credentials.admit(&user, &answer),
            Self::Plain => match answer.split('\0').collect::<Vec<_>>().as_slice() {
                [_, user, password] => credentials.admit(user, password),
                _ => Outcome::Unreadable,
            },
        }
    }
}

fn decoded(answer: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(answer.trim()).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_and_login_lead_to_the_same_account() {
        let known = Credentials::new("parvis".to_owned(), "secret".to_owned());
        let plain = Exchange::begin("PLAIN AHBhcnZpcwBzZWNyZXQ=", &known);
        assert_eq!(plain, Some(Outcome::Welcome));
        assert_eq!(Exchange::Plain.take("AHBhcnZpcwB3cm9uZw==", &known), Outcome::Refused);
        assert_eq!(Exchange::Plain.take("*", &known), Outcome::Unreadable);

        let Some(Outcome::Ask(asked, _)) = Exchange::begin("login", &known) else { panic!() };
        let Outcome::Ask(asked, _) = asked.take("cGFydmlz", &known) else { panic!() };
        assert_eq!(asked.take("c2VjcmV0", &known), Outcome::Welcome);
        assert_eq!(Exchange::begin("CRAM-MD5", &known), None);
    }
}
