//! The objects in which Sirene shows a legal unit and its establishment, masked where the unit is partially diffused.

use crate::directory::{Diffusion, Unit, UnitStatus};
use serde_json::{Value, json};

const MASKED: &str = "[ND]";
const NAF_VERSION: &str = "NAFRev2";
const PROCESSED: &str = "2026-01-01T00:00:00";

/// An establishment with its unit flattened inside, as `/siret` answers.
pub(super) fn establishment(unit: &Unit) -> Value {
    json!({
        "siren": unit.siren,
        "nic": unit.nic,
        "siret": unit.siret(),
        "statutDiffusionEtablissement": diffusion(unit),
        "dateCreationEtablissement": unit.created_on,
        "trancheEffectifsEtablissement": unit.staff_band,
        "anneeEffectifsEtablissement": "2023",
        "activitePrincipaleRegistreMetiersEtablissement": null,
        "dateDernierTraitementEtablissement": PROCESSED,
        "etablissementSiege": true,
        "nombrePeriodesEtablissement": 1,
        "uniteLegale": flat_unit(unit),
        "adresseEtablissement": address(unit),
        "adresse2Etablissement": second_address(),
        "periodesEtablissement": [establishment_period(unit)],
    })
}

/// A unit with its variables in periods and without an address, as `/siren` answers.
pub(super) fn unit_with_periods(unit: &Unit) -> Value {
    let mut shown = identity(unit);
    let mut period = current(unit);
    period["dateDebut"] = unit.ended_on.as_ref().unwrap_or(&unit.created_on).as_str().into();
    period["dateFin"] = Value::Null;
    shown["siren"] = unit.siren.as_str().into();
    shown["nombrePeriodesUniteLegale"] = 1.into();
    shown["periodesUniteLegale"] = json!([period]);
    shown
}

fn flat_unit(unit: &Unit) -> Value {
    let mut shown = identity(unit);
    if let (Value::Object(fields), Value::Object(current)) = (&mut shown, current(unit)) {
        fields.extend(current);
    }
    shown
}

/// What does not change in a unit's life.
fn identity(unit: &Unit) -> Value {
    let first_name = unit.name.is_none().then_some(MASKED);
    json!({
        "statutDiffusionUniteLegale": diffusion(unit),
        "unitePurgeeUniteLegale": null,
        "dateCreationUniteLegale": unit.created_on,
        "sigleUniteLegale": null,
        "sexeUniteLegale": first_name,
        "prenom1UniteLegale": first_name,
        "prenom2UniteLegale": null,
        "prenom3UniteLegale": null,
        "prenom4UniteLegale": null,
        "prenomUsuelUniteLegale": first_name,
        "pseudonymeUniteLegale": null,
        "identifiantAssociationUniteLegale": null,
        "trancheEffectifsUniteLegale": unit.staff_band,
        "anneeEffectifsUniteLegale": "2023",
        "dateDernierTraitementUniteLegale": PROCESSED,
        "categorieEntreprise": unit.category,
        "anneeCategorieEntreprise": "2023",
    })
}

/// What Sirene keeps by period.
fn current(unit: &Unit) -> Value {
    json!({
        "etatAdministratifUniteLegale": match unit.status {
            UnitStatus::Active => "A",
            UnitStatus::Ceased => "C",
        },
        "nomUniteLegale": unit.name.is_none().then_some(MASKED),
        "nomUsageUniteLegale": null,
        "denominationUniteLegale": unit.name,
        "denominationUsuelle1UniteLegale": null,
        "denominationUsuelle2UniteLegale": null,
        "denominationUsuelle3UniteLegale": null,
        "categorieJuridiqueUniteLegale": unit.legal_form,
        "activitePrincipaleUniteLegale": unit.activity,
        "nomenclatureActivitePrincipaleUniteLegale": NAF_VERSION,
        "nicSiegeUniteLegale": unit.nic,
        "economieSocialeSolidaireUniteLegale": "N",
        "societeMissionUniteLegale": null,
        "caractereEmployeurUniteLegale": null,
    })
}

fn address(unit: &Unit) -> Value {
    let shown = |text: &str| match unit.diffusion {
        Diffusion::Open => text.to_owned(),
        Diffusion::Partial => MASKED.to_owned(),
    };
    json!({
        "complementAdresseEtablissement": null,
        "numeroVoieEtablissement": shown(&unit.street.number),
        "indiceRepetitionEtablissement": null,
        "typeVoieEtablissement": shown(&unit.street.kind),
        "libelleVoieEtablissement": shown(&unit.street.name),
        "codePostalEtablissement": shown(&unit.postcode),
        "libelleCommuneEtablissement": unit.commune,
        "libelleCommuneEtrangerEtablissement": null,
        "distributionSpecialeEtablissement": null,
        "codeCommuneEtablissement": unit.commune_code,
        "codeCedexEtablissement": null,
        "libelleCedexEtablissement": null,
        "codePaysEtrangerEtablissement": null,
        "libellePaysEtrangerEtablissement": null,
    })
}

fn second_address() -> Value {
    json!({
        "complementAdresse2Etablissement": null,
        "numeroVoie2Etablissement": null,
        "indiceRepetition2Etablissement": null,
        "typeVoie2Etablissement": null,
        "libelleVoie2Etablissement": null,
        "codePostal2Etablissement": null,
        "libelleCommune2Etablissement": null,
        "codeCommune2Etablissement": null,
    })
}

fn establishment_period(unit: &Unit) -> Value {
    json!({
        "dateFin": null,
        "dateDebut": unit.ended_on.as_ref().unwrap_or(&unit.created_on),
        "etatAdministratifEtablissement": match unit.status {
            UnitStatus::Active => "A",
            UnitStatus::Ceased => "F",
        },
        "changementEtatAdministratifEtablissement": unit.ended_on.is_some(),
        "enseigne1Etablissement": null,
        "enseigne2Etablissement": null,
        "enseigne3Etablissement": null,
        "denominationUsuelleEtablissement": null,
        "activitePrincipaleEtablissement": unit.activity,
        "nomenclatureActivitePrincipaleEtablissement": NAF_VERSION,
        "caractereEmployeurEtablissement": null,
    })
}

fn diffusion(unit: &Unit) -> &'static str {
    match unit.diffusion {
        Diffusion::Open => "O",
        Diffusion::Partial => "P",
    }
}
