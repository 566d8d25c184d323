//! The catalogue of events tells the truth about who hears what.

use parvis_chassis::Service;
use parvis_contract::Contracts;
use parvis_events::CATALOGUE;
use parvis_mailer::Mailer;
use parvis_onboarding::Onboarding;
use parvis_registry::Registry;
use parvis_signature::Signature;
use parvis_vat::Vat;

fn hears<S: Service>() -> (&'static str, Vec<&'static str>) {
    (S::NAME, S::subscriptions().kinds())
}

#[test]
fn each_service_hears_what_the_catalogue_says_that_it_hears() {
    let services = [
        hears::<Contracts>(),
        hears::<Mailer>(),
        hears::<Onboarding>(),
        hears::<Registry>(),
        hears::<Signature>(),
        hears::<Vat>(),
    ];
    for (service, kinds) in &services {
        let heard = CATALOGUE.iter().filter(|entry| entry.heard_by.contains(service));
        let mut heard: Vec<_> = heard.map(|entry| entry.name).collect();
        heard.sort_unstable();
        assert_eq!(heard, *kinds, "correct heard_by in the .proto files of what {service} hears");
    }
    let unknown = |name: &&&str| services.iter().all(|(service, _)| service != *name);
    let mut named = CATALOGUE.iter().flat_map(|entry| entry.heard_by.iter().chain(entry.said_by));
    assert_eq!(named.find(unknown), None, "is no service");
}
