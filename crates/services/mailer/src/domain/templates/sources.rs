//! The files in `templates/`.

/// The name and the text of one file.
macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../templates/", $name)))
    };
}

/// Every file.
pub(super) const ALL: [(&str, &str); 21] = [
    file!("layout.html"),
    file!("layout.txt"),
    file!("parts.html"),
    file!("signature_request/fr/subject.txt"),
    file!("signature_request/fr/body.txt"),
    file!("signature_request/fr/body.html"),
    file!("signature_request/en/subject.txt"),
    file!("signature_request/en/body.txt"),
    file!("signature_request/en/body.html"),
    file!("signed_confirmation/fr/subject.txt"),
    file!("signed_confirmation/fr/body.txt"),
    file!("signed_confirmation/fr/body.html"),
    file!("signed_confirmation/en/subject.txt"),
    file!("signed_confirmation/en/body.txt"),
    file!("signed_confirmation/en/body.html"),
    file!("onboarding_ready/fr/subject.txt"),
    file!("onboarding_ready/fr/body.txt"),
    file!("onboarding_ready/fr/body.html"),
    file!("onboarding_ready/en/subject.txt"),
    file!("onboarding_ready/en/body.txt"),
    file!("onboarding_ready/en/body.html"),
];
