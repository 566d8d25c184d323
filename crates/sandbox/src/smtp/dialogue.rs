//! The server's side of an SMTP dialogue (RFC 5321), line by line and without any I/O.

use super::LARGEST_MAIL;
use super::auth::{Credentials, Exchange, Outcome};
use std::sync::Arc;

const MOST_RECIPIENTS: usize = 100;
const HOST: &str = "sandbox.parvis.localhost";

/// How far a client has come on one connection.
pub(super) struct Dialogue {
    credentials: Arc<Credentials>,
    secured: bool,
    greeted: bool,
    authenticated: bool,
    asked: Option<Exchange>,
    sender: Option<String>,
    recipients: Vec<String>,
}

/// What the connection has to do after a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Write these reply lines.
    Say(String),
    /// A mail begins: this is the moment for a fault, and else for `250`.
    Mail,
    /// Invite to send, read up to the lone dot, and deliver to the recipients.
    Data,
    /// Agree and begin TLS.
    StartTls,
    /// Say goodbye and close.
    Quit,
}

impl Dialogue {
    pub(super) fn new(credentials: Arc<Credentials>) -> Self {
        Self {
            credentials,
            secured: false,
            greeted: false,
            authenticated: false,
            asked: None,
            sender: None,
            recipients: Vec::new(),
        }
    }

    /// The first line of a connection.
    pub(super) fn greeting() -> String {
        format!("220 {HOST} ESMTP Parvis sandbox")
    }

    /// After the TLS handshake nothing said before it counts (RFC 3207).
    pub(super) fn secured(self) -> Self {
        Self { secured: true, ..Self::new(self.credentials) }
    }

    /// Ends the mail at hand and gives its recipients.
    pub(super) fn finish(&mut self) -> Vec<String> {
        self.sender = None;
        std::mem::take(&mut self.recipients)
    }

    /// Takes one line, without its end.
    pub(super) fn take(&mut self, line: &str) -> Action {
        if let Some(exchange) = self.asked.take() {
            let outcome = exchange.take(line, &self.credentials);
            return self.admit(outcome);
        }
        let (verb, argument) = line.split_once(' ').unwrap_or((line, ""));
        let argument = argument.trim();
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => self.hello(true),
            "HELO" => self.hello(false),
            "NOOP" => say("250 2.0.0 Ok"),
            "RSET" => {
                self.finish();
                say("250 2.0.0 Ok")
            }
            "QUIT" => Action::Quit,
            "STARTTLS" if self.secured => say("503 5.5.1 TLS is already on"),
            "STARTTLS" => Action::StartTls,
            "AUTH" => self.authenticate(argument),
            "MAIL" => self.mail(argument),
            "RCPT" => self.recipient(argument),
            "DATA" if self.recipients.is_empty() => say("503 5.5.1 Need RCPT first"),
            "DATA" => Action::Data,
            "VRFY" => say("252 2.1.5 Not verified"),
            _ => say("500 5.5.2 Command not recognized"),
        }
    }

    fn hello(&mut self, extended: bool) -> Action {
        self.finish();
        self.greeted = true;
        if !extended {
            return say(&format!("250 {HOST}"));
        }
        let offer = if self.secured { "AUTH PLAIN LOGIN" } else { "STARTTLS" };
        Action::Say(format!(
            "250-{HOST}\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n\
             250-ENHANCEDSTATUSCODES\r\n250-SIZE {LARGEST_MAIL}\r\n250 {offer}"
        ))
    }

    fn authenticate(&mut self, argument: &str) -> Action {
        if !self.secured {
            return say("538 5.7.11 STARTTLS first");
        }
        if self.authenticated || !self.greeted {
            return say("503 5.5.1 Bad sequence of commands");
        }
        match Exchange::begin(argument, &self.credentials) {
            Some(outcome) => self.admit(outcome),
            None => say("504 5.5.4 Mechanism not known"),
        }
    }

    fn admit(&mut self, outcome: Outcome) -> Action {
        match outcome {
            Outcome::Ask(exchange, prompt) => {
                self.asked = Some(exchange);
                Action::Say(format!("334 {prompt}"))
            }
            Outcome::Welcome => {
                self.authenticated = true;
                say("235 2.7.0 Authenticated")
            }
            Outcome::Refused => say("535 5.7.8 User or password wrong"),
            Outcome::Unreadable => say("501 5.5.2 Credentials not readable"),
        }
    }

    fn mail(&mut self, argument: &str) -> Action {
        if !self.secured {
            return say("530 5.7.0 STARTTLS first");
        }
        if !self.authenticated {
            return say("530 5.7.0 Authentication required");
        }
        if self.sender.is_some() {
            return say("503 5.5.1 A mail is already begun");
        }
        let Some((sender, parameters)) = path(argument, "FROM:") else {
            return say("501 5.5.4 Need MAIL FROM:<address>");
        };
        for parameter in parameters.split_ascii_whitespace() {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match name.to_ascii_uppercase().as_str() {
                "SIZE" if value.parse().is_ok_and(|size: usize| size <= LARGEST_MAIL) => {}
                "SIZE" => return say("552 5.3.4 Mail too large"),
                "BODY" | "SMTPUTF8" | "AUTH" => {}
                _ => return say("555 5.5.4 Parameter not recognized"),
            }
        }
        self.sender = Some(sender.to_owned());
        Action::Mail
    }

    fn recipient(&mut self, argument: &str) -> Action {
        if self.sender.is_none() {
            return say("503 5.5.1 Need MAIL first");
        }
        if self.recipients.len() == MOST_RECIPIENTS {
            return say("452 4.5.3 Too many recipients");
        }
        match path(argument, "TO:") {
            Some((recipient, "")) if recipient.contains('@') => {
                self.recipients.push(recipient.to_owned());
                say("250 2.1.5 Ok")
            }
            Some((recipient, "")) if !recipient.is_empty() => say("550 5.1.1 No such mailbox"),
            _ => say("501 5.5.4 Need RCPT TO:<address>"),
        }
    }
}

fn say(reply: &str) -> Action {
    Action::Say(reply.to_owned())
}

/// Splits `FROM:<address> parameters` at the angle brackets.
fn path<'a>(argument: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let (start, rest) = argument.split_at_checked(keyword.len())?;
    if !start.eq_ignore_ascii_case(keyword) {
        return None;
    }
    let (address, parameters) = rest.trim_start().strip_prefix('<')?.split_once('>')?;
    Some((address, parameters.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialogue() -> Dialogue {
        Dialogue::new(Arc::new(Credentials::new("parvis".to_owned(), "secret".to_owned())))
    }

    fn code(action: &Action) -> &str {
        let Action::Say(reply) = action else { panic!("{action:?}") };
        &reply[..3]
    }

    fn ready() -> Dialogue {
        let mut dialogue = dialogue().secured();
        assert_eq!(code(&dialogue.take("EHLO client")), "250");
        assert_eq!(code(&dialogue.take("AUTH PLAIN AHBhcnZpcwBzZWNyZXQ=")), "235");
        dialogue
    }

    #[test]
    fn nothing_is_sent_before_tls_and_authentication() {
        let mut plain = dialogue();
        plain.take("EHLO client");
        assert_eq!(code(&plain.take("AUTH PLAIN AHBhcnZpcwBzZWNyZXQ=")), "538");
        assert_eq!(code(&plain.take("MAIL FROM:<a@example.org>")), "530");
        assert_eq!(plain.take("STARTTLS"), Action::StartTls);

        let mut secured = plain.secured();
        assert_eq!(code(&secured.take("MAIL FROM:<a@example.org>")), "530");
        assert_eq!(code(&secured.take("AUTH LOGIN")), "503", "greeted again first");
        secured.take("EHLO client");
        assert_eq!(code(&secured.take("AUTH PLAIN AHBhcnZpcwB3cm9uZw==")), "535");
        assert_eq!(code(&secured.take("STARTTLS")), "503");
    }

    #[test]
    fn a_mail_needs_its_commands_in_order() {
        let mut dialogue = ready();
        assert_eq!(code(&dialogue.take("RCPT TO:<b@example.org>")), "503");
        assert_eq!(code(&dialogue.take("DATA")), "503");
        assert_eq!(dialogue.take("mail from:<> BODY=8BITMIME SMTPUTF8 SIZE=10"), Action::Mail);
        assert_eq!(code(&dialogue.take("MAIL FROM:<a@example.org>")), "503");
        assert_eq!(code(&dialogue.take("RCPT TO:<nobody>")), "550");
        assert_eq!(code(&dialogue.take("RCPT TO:b@example.org")), "501");
        assert_eq!(code(&dialogue.take("RCPT TO: <b@example.org>")), "250");
        assert_eq!(dialogue.take("DATA"), Action::Data);
        assert_eq!(dialogue.finish(), ["b@example.org"]);
        assert_eq!(code(&dialogue.take("DATA")), "503");
    }

    #[test]
    fn a_mail_that_announces_too_much_is_refused_before_it_is_sent() {
        let mut dialogue = ready();
        assert_eq!(code(&dialogue.take("MAIL FROM:<a@example.org> SIZE=999999999")), "552");
        assert_eq!(code(&dialogue.take("MAIL FROM:<a@example.org> RET=FULL")), "555");
        assert_eq!(code(&dialogue.take("BDAT 4")), "500");
    }
}
