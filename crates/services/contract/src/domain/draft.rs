//! From the model to the document that both forms show.

use super::RenderError;
use super::articles::articles;
use super::contract_model::ContractModel;
use super::document::{Closing, Document, Particular, Party, Row, SignatureBox, Table};
use super::french::NBSP;
use super::wording::{Side, Wording};

const PROVIDER: &str = "Le Prestataire";
const CUSTOMER: &str = "Le Client";

/// Writes the contract, or names what in the model cannot be printed.
pub fn draft(model: &ContractModel) -> Result<Document, RenderError> {
    let wording = Wording::of(model)?;
    let articles = articles(&wording.values(model))?;
    Ok(Document {
        number: wording.number.clone(),
        title: "Contrat d’abonnement".to_owned(),
        subtitle: format!("{}, formule {}", wording.application, wording.plan),
        reference: format!("Contrat n°{NBSP}{}, établi le {}", wording.number, wording.day),
        parties: [
            party(PROVIDER, "Immatriculation", "Signataire", &wording.provider),
            party(CUSTOMER, "SIRET", "Représentant", &wording.customer),
        ],
        tables: vec![terms(model, &wording), prices(&wording)],
        notes: wording.vat_proof.iter().cloned().collect(),
        articles,
        closing: closing(&wording),
    })
}

fn party(role: &str, registration: &str, signatory: &str, side: &Side) -> Party {
    let particular =
        |label: &str, lines: Vec<String>| Particular { label: label.to_owned(), lines };
    let mut particulars = vec![particular("Forme juridique", vec![side.legal_form.clone()])];
    particulars.extend(
        side.capital.iter().map(|amount| particular("Capital social", vec![amount.clone()])),
    );
    particulars.push(particular("Siège", side.address.clone()));
    particulars.extend(
        side.registration.iter().map(|number| particular(registration, vec![number.clone()])),
    );
    particulars.push(particular("Numéro de TVA", vec![side.vat_number.clone()]));
    particulars.push(particular(signatory, vec![side.signatory.clone()]));
    Party { role: role.to_owned(), name: side.name.clone(), particulars }
}

fn terms(model: &ContractModel, wording: &Wording) -> Table {
    let taken = |taken: bool| if taken { "Souscrite" } else { "Non souscrite" };
    let options = model.order.terms.options;
    Table {
        caption: "Conditions particulières".to_owned(),
        head: ["Objet".to_owned(), "Choix du Client".to_owned()],
        rows: vec![
            row("Formule d’abonnement", wording.plan),
            row("Durée ferme", &format!("{}{NBSP}mois", wording.months)),
            row("Option AfretIA", taken(options.afret_ia)),
            row("Option SMS", taken(options.sms)),
            row("Mode de paiement", wording.payment),
        ],
        amounts: false,
    }
}

fn prices(wording: &Wording) -> Table {
    let fees = &wording.fees;
    let mut rows = vec![row(&format!("Abonnement, formule {}", wording.plan), &fees.plan)];
    rows.extend(fees.afret_ia.iter().map(|fee| row("Option AfretIA", fee)));
    rows.extend(fees.sms.iter().map(|fee| row("Option SMS", fee)));
    let total = row("Redevance mensuelle totale", &fees.total);
    rows.push(Row { total: true, ..total });
    Table {
        caption: "Prix".to_owned(),
        head: ["Désignation".to_owned(), "Montant mensuel hors taxes".to_owned()],
        rows,
        amounts: true,
    }
}

fn row(name: &str, value: &str) -> Row {
    Row { cells: [name.to_owned(), value.to_owned()], total: false }
}

fn closing(wording: &Wording) -> Closing {
    let bound = |heading: &str, side: &Side, content: String| SignatureBox {
        heading: heading.to_owned(),
        lines: vec![side.name.clone(), side.signatory.clone()],
        content,
    };
    let issued =
        format!("Contrat émis par voie électronique au nom du Prestataire, le {}.", wording.day);
    Closing {
        statement: format!(
            "Établi le {} et conclu par voie électronique, dans les conditions de l’article{NBSP}18. \
             La signature du Client vaut acceptation des conditions particulières et de \
             l’ensemble des articles.",
            wording.day
        ),
        boxes: [
            bound("Pour le Prestataire", &wording.provider, issued),
            bound("Pour le Client", &wording.customer, String::new()),
        ],
    }
}
