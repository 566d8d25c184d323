//! The catalogue of problems: each code has one meaning for ever.

/// One kind of problem: its status, its code, and its title in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The HTTP status.
    pub status: u16,
    /// The code that clients act on; it never changes.
    pub code: &'static str,
    /// The title in French.
    pub fr: &'static str,
    /// The title in English.
    pub en: &'static str,
}

/// Declares the catalogue: a constant for each entry, and their list.
macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident = $status:literal $code:literal, $fr:literal, $en:literal;)*) => {
        $($(#[$doc])* pub const $name: Kind = Kind { status: $status, code: $code, fr: $fr, en: $en };)*

        /// Every kind of problem.
        pub const ALL: &[Kind] = &[$($name),*];
    };
}

catalogue! {
    /// The body is not JSON, or the path or query can't be read.
    UNPARSABLE = 400 "unparsable", "Requête illisible", "Unreadable request";
    /// There is no key, or it is not valid.
    UNAUTHORIZED = 401 "unauthorized", "Clé absente ou invalide", "Missing or invalid key";
    /// The key is valid but may not do this.
    FORBIDDEN = 403 "forbidden", "Action non autorisée", "Not allowed";
    /// Nobody may register here, or only with the operator's token.
    REGISTRATION_CLOSED = 403 "registration_closed", "Inscription fermée", "Registration is closed";
    /// Unknown, or of another application.
    NOT_FOUND = 404 "not_found", "Introuvable", "Not found";
    /// The path exists, but not for this method.
    METHOD_NOT_ALLOWED = 405 "method_not_allowed", "Méthode non autorisée", "Method not allowed";
    /// The body of the request came too slowly.
    REQUEST_TIMEOUT = 408 "request_timeout", "Requête trop lente", "Request too slow";
    /// Somebody else changed it meanwhile.
    CONFLICT = 409 "conflict", "Modifié entre-temps", "Changed meanwhile";
    /// The first request with this idempotency key is still underway.
    IDEMPOTENCY_IN_FLIGHT = 409 "idempotency_in_flight", "Requête identique en cours", "Same request still underway";
    /// The onboarding is not in a state that allows this.
    ONBOARDING_STATE = 409 "onboarding_state", "Étape impossible dans cet état", "Not possible in this state";
    /// The onboarding was completed with another tenant.
    TENANT_MISMATCH = 409 "tenant_mismatch", "Déjà complété pour un autre locataire", "Completed with another tenant";
    /// The contract is not in a state that allows this.
    CONTRACT_STATE = 409 "contract_state", "Contrat dans un état incompatible", "Contract is not in such a state";
    /// The signature request was declined, has expired or is done.
    SIGNATURE_STATE = 409 "signature_state", "Signature impossible dans cet état", "Signing is not possible in this state";
    /// The application has as many live master keys as it may have, or only this one.
    KEY_STATE = 409 "key_state", "Impossible avec ces clés", "Not possible with these keys";
    /// The body is larger than the route allows.
    TOO_LARGE = 413 "too_large", "Corps de requête trop grand", "Request body too large";
    /// The body is of a type that the route does not read.
    UNSUPPORTED_MEDIA_TYPE = 415 "unsupported_media_type", "Type de contenu non pris en charge", "Unsupported media type";
    /// The body is readable, but some fields are not valid.
    INVALID = 422 "invalid", "Données invalides", "Invalid data";
    /// The key was used with another body.
    IDEMPOTENCY_KEY_REUSED = 422 "idempotency_key_reused", "Clé d’idempotence déjà utilisée", "Idempotency key already used";
    /// The application did not say who the contract's other party is.
    PROVIDER_INCOMPLETE = 422 "provider_incomplete", "Données du prestataire incomplètes", "Provider data incomplete";
    /// A text holds a character that the contract can't print.
    UNPRINTABLE = 422 "unprintable", "Caractère non imprimable", "Unprintable character";
    /// The image of the signature is not a usable PNG.
    SIGNATURE_IMAGE = 422 "signature_image", "Image de signature inutilisable", "Unusable signature image";
    /// The VAT number is not valid: a client journey ends with it.
    VAT_INVALID = 422 "vat_invalid", "Numéro de TVA invalide", "Invalid VAT number";
    /// The signer refused: a client journey ends with it.
    SIGNATURE_DECLINED = 422 "signature_declined", "Signature refusée", "Signature declined";
    /// A step of the journey ran out of time.
    STEP_TIMEOUT = 422 "step_timeout", "Délai dépassé", "Out of time";
    /// The name does not resolve to the platform yet.
    DNS_NOT_VISIBLE = 422 "dns_not_visible", "Nom pas encore visible", "Name not visible yet";
    /// The certificate does not cover the name, is not valid now, or can't be read.
    CERTIFICATE_INVALID = 422 "certificate_invalid", "Certificat non valide", "Certificate not valid";
    /// The request to sign was withdrawn or is too old: a client journey ends with it.
    SIGNATURE_EXPIRED = 422 "signature_expired", "Demande de signature expirée", "Signature request expired";
    /// The contract is signed, so that an onboarding that ends can't take it back by itself.
    CONTRACT_SIGNED = 409 "contract_signed", "Contrat déjà signé", "Contract already signed";
    /// A mail was given up.
    MAIL_FAILED = 422 "mail_failed", "Courriel non envoyé", "Mail not sent";
    /// What a step did could not be taken back in time: an operator must.
    UNDO_TIMEOUT = 422 "undo_timeout", "Annulation hors délai", "Undoing ran out of time";
    /// Too many calls in the time that the policy names.
    RATE_LIMITED = 429 "rate_limited", "Trop de requêtes", "Too many requests";
    /// A fault of the platform; nothing more is said.
    INTERNAL = 500 "internal", "Erreur interne", "Internal error";
    /// A service answered something that makes no sense.
    BAD_GATEWAY = 502 "bad_gateway", "Réponse interne inattendue", "Unexpected internal answer";
    /// A service is away.
    UNAVAILABLE = 503 "unavailable", "Service momentanément indisponible", "Service unavailable for the moment";
    /// A service took too long.
    GATEWAY_TIMEOUT = 504 "gateway_timeout", "Délai de réponse dépassé", "Service took too long";
}

/// The kind of problem that fits a status that the framework made by itself.
pub fn of_status(status: u16) -> Kind {
    match status {
        401 => UNAUTHORIZED,
        403 => FORBIDDEN,
        404 => NOT_FOUND,
        405 => METHOD_NOT_ALLOWED,
        413 => TOO_LARGE,
        415 => UNSUPPORTED_MEDIA_TYPE,
        502 => BAD_GATEWAY,
        503 => UNAVAILABLE,
        504 => GATEWAY_TIMEOUT,
        400..=499 => UNPARSABLE,
        _ => INTERNAL,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_code_has_one_meaning() {
        let codes: BTreeSet<_> = ALL.iter().map(|k| k.code).collect();
        assert_eq!(codes.len(), ALL.len());
        for kind in ALL {
            assert!((400..600).contains(&kind.status));
            assert!(!kind.fr.is_empty() && !kind.en.is_empty());
        }
    }
}
