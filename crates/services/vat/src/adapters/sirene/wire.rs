//! The answer of a Sirene search: establishments, each with its company flattened inside.

use parvis_vatid::Siren;
use serde::Deserialize;

use super::{NoAnswer, Standing};
use crate::adapters::disclosed;
use crate::domain::Company;

#[derive(Deserialize)]
struct Found {
    etablissements: Vec<Establishment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Establishment {
    siren: String,
    unite_legale: Unit,
    #[serde(default)]
    adresse_etablissement: Address,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the names are INSEE's")]
struct Unit {
    etat_administratif_unite_legale: String,
    denomination_unite_legale: Option<String>,
    prenom_usuel_unite_legale: Option<String>,
    prenom1_unite_legale: Option<String>,
    nom_usage_unite_legale: Option<String>,
    nom_unite_legale: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the names are INSEE's")]
struct Address {
    complement_adresse_etablissement: Option<String>,
    numero_voie_etablissement: Option<String>,
    indice_repetition_etablissement: Option<String>,
    type_voie_etablissement: Option<String>,
    libelle_voie_etablissement: Option<String>,
    distribution_speciale_etablissement: Option<String>,
    code_postal_etablissement: Option<String>,
    libelle_commune_etablissement: Option<String>,
    code_cedex_etablissement: Option<String>,
    libelle_cedex_etablissement: Option<String>,
    libelle_commune_etranger_etablissement: Option<String>,
    libelle_pays_etranger_etablissement: Option<String>,
}

/// Reads the answer to a search for `siren`.
pub(super) fn read(body: &[u8], siren: Siren) -> Result<Standing, NoAnswer> {
    let found: Found = serde_json::from_slice(body).map_err(|_| NoAnswer("unreadable"))?;
    let Some(office) = found.etablissements.into_iter().next() else {
        return Ok(Standing::Absent);
    };
    if office.siren != siren.to_string() {
        return Err(NoAnswer("another company"));
    }
    match office.unite_legale.etat_administratif_unite_legale.as_str() {
        "A" => {}
        "C" => return Ok(Standing::Ceased),
        _ => return Err(NoAnswer("unreadable")),
    }
    let company =
        Company { name: office.unite_legale.name(), address: office.adresse_etablissement.lines() };
    let body = String::from_utf8_lossy(body).into_owned();
    Ok(Standing::Active { company, body })
}

impl Unit {
    /// The name of the company, or that of the person who trades under it.
    fn name(self) -> Option<String> {
        if let Some(name) = disclosed(self.denomination_unite_legale) {
            return Some(name);
        }
        let first = disclosed(self.prenom_usuel_unite_legale)
            .or_else(|| disclosed(self.prenom1_unite_legale));
        let last =
            disclosed(self.nom_usage_unite_legale).or_else(|| disclosed(self.nom_unite_legale))?;
        joined([first, Some(last)])
    }
}

impl Address {
    fn lines(self) -> Option<String> {
        let street = joined([
            disclosed(self.numero_voie_etablissement),
            disclosed(self.indice_repetition_etablissement),
            disclosed(self.type_voie_etablissement),
            disclosed(self.libelle_voie_etablissement),
        ]);
        let cedex = disclosed(self.code_cedex_etablissement);
        let town = if cedex.is_some() {
            joined([cedex, disclosed(self.libelle_cedex_etablissement)])
        } else {
            joined([
                disclosed(self.code_postal_etablissement),
                disclosed(self.libelle_commune_etablissement)
                    .or_else(|| disclosed(self.libelle_commune_etranger_etablissement)),
            ])
        };
        let lines: Vec<_> = [
            disclosed(self.complement_adresse_etablissement),
            street,
            disclosed(self.distribution_speciale_etablissement),
            town,
            disclosed(self.libelle_pays_etranger_etablissement),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

fn joined<const N: usize>(words: [Option<String>; N]) -> Option<String> {
    let words: Vec<_> = words.into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn standing(unit: &Value, address: &Value) -> Result<Standing, NoAnswer> {
        let body = json!({ "etablissements": [
            { "siren": "552081317", "uniteLegale": unit, "adresseEtablissement": address }
        ] });
        read(body.to_string().as_bytes(), Siren::parse("552081317").unwrap())
    }

    fn company(unit: &Value, address: &Value) -> Company {
        match standing(unit, address) {
            Ok(Standing::Active { company, .. }) => company,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_company_has_its_name_and_the_lines_of_its_head_office() {
        let unit =
            json!({ "etatAdministratifUniteLegale": "A", "denominationUniteLegale": "EXEMPLE" });
        let address = json!({ "numeroVoieEtablissement": "12", "indiceRepetitionEtablissement": "B",
            "typeVoieEtablissement": "RUE", "libelleVoieEtablissement": "DES EXEMPLES",
            "codePostalEtablissement": "75008", "libelleCommuneEtablissement": "PARIS 8" });
        let found = company(&unit, &address);
        assert_eq!(found.name.as_deref(), Some("EXEMPLE"));
        assert_eq!(found.address.as_deref(), Some("12 B RUE DES EXEMPLES\n75008 PARIS 8"));
    }

    #[test]
    fn a_sole_trader_has_a_persons_name_and_what_is_not_diffused_is_none() {
        let unit = json!({ "etatAdministratifUniteLegale": "A", "prenom1UniteLegale": "PRENOM",
            "nomUniteLegale": "NOM" });
        assert_eq!(company(&unit, &json!({})).name.as_deref(), Some("PRENOM NOM"));
        let unit = json!({ "etatAdministratifUniteLegale": "A", "prenom1UniteLegale": "[ND]",
            "nomUniteLegale": "[ND]" });
        let address =
            json!({ "libelleVoieEtablissement": "[ND]", "codePostalEtablissement": "[ND]" });
        assert_eq!(company(&unit, &address), Company::default());
    }

    #[test]
    fn only_a_state_that_insee_knows_is_an_answer() {
        let state = |letter| json!({ "etatAdministratifUniteLegale": letter });
        assert_eq!(standing(&state("C"), &json!({})), Ok(Standing::Ceased));
        assert_eq!(standing(&state("F"), &json!({})), Err(NoAnswer("unreadable")));
        assert_eq!(standing(&json!({}), &json!({})), Err(NoAnswer("unreadable")));
    }

    #[test]
    fn another_company_than_the_one_asked_for_is_no_answer() {
        let body = json!({ "etablissements": [ { "siren": "443061841",
            "uniteLegale": { "etatAdministratifUniteLegale": "A" } } ] });
        let asked = Siren::parse("552081317").unwrap();
        assert_eq!(read(body.to_string().as_bytes(), asked), Err(NoAnswer("another company")));
        assert_eq!(read(br#"{"etablissements":[]}"#, asked), Ok(Standing::Absent));
    }
}
