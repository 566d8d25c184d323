//! An order on the wire: what the company library parsed, as the contract's messages carry it.

use parvis_company::{Amount, Fault, Order};
use serde_json::json;

use crate::contract::v1;

impl From<&Order> for v1::Order {
    fn from(order: &Order) -> Self {
        let Order { company, terms, representative, payment_method } = order;
        Self {
            company_name: company.company_name.clone(),
            legal_form: company.legal_form.clone(),
            capital_cents: company.capital.cents(),
            address_lines: company.company_address.lines().to_vec(),
            siret: company.siret.map(|s| s.to_string()).unwrap_or_default(),
            vat_number: company.vat_number.canonical(),
            subscription_type: terms.subscription_type.code().to_owned(),
            duration_months: terms.duration_months,
            afret_ia: terms.options.afret_ia,
            sms: terms.options.sms,
            representative: representative.as_str().to_owned(),
            payment_method: payment_method.code().to_owned(),
        }
    }
}

impl TryFrom<&v1::Order> for Order {
    type Error = Vec<Fault>;

    /// Reads an order back by the same rules by which it was first parsed.
    fn try_from(wire: &v1::Order) -> Result<Self, Vec<Fault>> {
        Self::parse(&json!({
            "companyData": {
                "companyName": wire.company_name,
                "legalForm": wire.legal_form,
                "capital": Amount::from_cents(wire.capital_cents).to_string(),
                "companyAddress": wire.address_lines.join("\n"),
                "siret": wire.siret,
                "vatNumber": wire.vat_number,
            },
            "subscriptionType": wire.subscription_type,
            "duration": wire.duration_months.to_string(),
            "options": { "afretIA": wire.afret_ia, "sms": wire.sms },
            "representative": wire.representative,
            "paymentMethod": wire.payment_method,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_reads_back_from_the_wire() {
        let order = Order::parse(&json!({
            "companyData": {
                "companyName": "Transports de démonstration",
                "legalForm": "SAS",
                "capital": "10000",
                "companyAddress": "1 rue de l’Exemple\n75001 Paris",
                "siret": "55208131766522",
                "vatNumber": "FR03552081317",
            },
            "subscriptionType": "transporteur",
            "duration": "36",
            "options": { "afretIA": true, "sms": false },
            "representative": "Représentant - Président",
            "paymentMethod": "card",
        }))
        .unwrap();
        assert_eq!(Order::try_from(&v1::Order::from(&order)).unwrap(), order);
    }
}
