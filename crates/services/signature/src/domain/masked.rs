//! An address shown to whoever holds a link: enough to recognise one's own, too little to learn another's.

/// The address with its first character and its domain: `s•••@example.org`.
pub(crate) fn masked(email: &str) -> String {
    match email.rsplit_once('@') {
        Some((local, domain)) => {
            let first: String = local.chars().take(1).collect();
            format!("{first}•••@{domain}")
        }
        None => "•••".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_first_character_and_its_domain() {
        assert_eq!(masked("signataire@example.org"), "s•••@example.org");
        assert_eq!(masked("é@example.org"), "é•••@example.org");
        assert_eq!(masked("nobody"), "•••");
    }
}
