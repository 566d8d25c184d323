use super::*;
use crate::domain::{Mode, Origin, SignerName};

fn at(seconds: u64) -> Timestamp {
    Timestamp::default().plus(Duration::from_secs(seconds))
}

fn ordered() -> Request {
    let document = DocumentRef { owner: "owner".into(), id: "doc".into(), sha256: "00".repeat(32) };
    let email = Some("signataire@example.org".into());
    let signer = Signer { name: "Signataire".into(), email, locale: Locale::Fr };
    Request::ordered(Order {
        id: SignatureId::fresh(),
        application: ApplicationId::fresh(),
        reference: "first".into(),
        correlation: None,
        document,
        signer,
        requester: "Fret & Quai".into(),
        at: at(0),
        validity: Duration::from_secs(100),
    })
    .state()
    .clone()
}

fn confirmation(seconds: u64) -> Confirmation {
    let name = SignerName::parse("Signataire").unwrap();
    let (consent, claimed_at, origin) = (None, None, Origin::default());
    Confirmation { at: at(seconds), mode: Mode::Typed, name, consent, claimed_at, origin }
}

fn sealed() -> Sealed {
    let (sha256, serial, authority) = ("11".repeat(32), "01".into(), "TSA".into());
    Sealed { sha256, at: at(9), serial, authority, stored_at: None }
}

fn requested() -> Request {
    ordered().presented("Contrat".into()).unwrap().state().clone()
}

fn in_every_stage() -> Vec<Request> {
    let reason = || DeclineReason::parse("non").unwrap();
    let confirmed = requested().confirm(confirmation(5)).unwrap().state().clone();
    vec![
        ordered(),
        requested(),
        confirmed.clone(),
        confirmed.seal(sealed()).unwrap().state().clone(),
        requested().decline(reason(), at(5)).unwrap().state().clone(),
        requested().void(VoidReason::Withdrawn, at(5)).unwrap().state().clone(),
    ]
}

#[test]
fn each_stage_allows_its_own_steps_only() {
    let table: Vec<_> = in_every_stage()
        .into_iter()
        .map(|request| {
            let reason = DeclineReason::parse("non").unwrap();
            let allowed = [
                ("present", request.clone().presented(String::new()).is_ok()),
                ("confirm", request.clone().confirm(confirmation(6)).is_ok()),
                ("seal", request.clone().seal(sealed()).is_ok()),
                ("store", request.clone().stored(at(6)).is_ok()),
                ("decline", request.clone().decline(reason, at(6)).is_ok()),
                ("void", request.clone().void(VoidReason::Expired, at(6)).is_ok()),
            ];
            let steps: Vec<_> = allowed.into_iter().filter(|(_, ok)| *ok).map(|(s, _)| s).collect();
            format!("{}: {}", request.stage.code(), steps.join(" "))
        })
        .collect();
    let wanted = [
        "ordered: present void",
        "requested: confirm decline void",
        "confirmed: seal",
        "signed: store",
        "declined: ",
        "voided: ",
    ];
    assert_eq!(table, wanted);
}

#[test]
fn every_step_counts_one_version() {
    let request = in_every_stage().swap_remove(3);
    assert_eq!(request.version, 4);
}

#[test]
fn nobody_signs_or_declines_when_the_time_is_over() {
    let late = Err(Refused("expired"));
    assert_eq!(requested().confirm(confirmation(100)), late);
    let reason = DeclineReason::parse("non").unwrap();
    assert_eq!(requested().decline(reason, at(100)), late);
    assert!(requested().confirm(confirmation(99)).is_ok());
}

#[test]
fn what_was_said_is_said_again_under_the_new_mark() {
    let said: Vec<_> = in_every_stage()
        .into_iter()
        .map(|request| {
            let again = request.repeated("second".into(), None);
            assert_eq!(again.state().reference, "second");
            again.facts().iter().map(name).collect::<String>()
        })
        .collect();
    assert_eq!(said, ["", "requested", "", "completed", "declined", "voided"]);
}

#[test]
fn a_signer_without_an_address_gets_no_mail() {
    let silent = Request { signer: Signer { email: None, ..ordered().signer }, ..ordered() };
    let facts = silent.presented("Contrat".into()).unwrap();
    assert_eq!(facts.facts().iter().map(name).collect::<Vec<_>>(), ["requested"]);
    let facts = ordered().presented("Contrat".into()).unwrap();
    assert_eq!(facts.facts().iter().map(name).collect::<Vec<_>>(), ["requested", "mail"]);
}

fn name(fact: &Fact) -> &'static str {
    match fact {
        Fact::Requested(_) => "requested",
        Fact::Completed { .. } => "completed",
        Fact::Declined(_) => "declined",
        Fact::Voided(..) => "voided",
        Fact::Mail(..) => "mail",
    }
}
