//! The values of one contract as French text, each checked to be printable.

use minijinja::{Value, context};
use parvis_company::{
    Amount, Order, PaymentMethod, Prices, Provider, Representative, SubscriptionType, Terms,
};
use time::UtcOffset;

use super::contract_model::{ContractModel, VatProof};
use super::french::{NBSP, capital, day, euros};
use super::printable::{Unprintable, printable};

/// Everything a contract says that is not in the templates.
pub(super) struct Wording {
    pub(super) number: String,
    pub(super) day: String,
    pub(super) application: String,
    pub(super) provider: Side,
    pub(super) customer: Side,
    pub(super) plan: &'static str,
    pub(super) months: u32,
    pub(super) payment: &'static str,
    pub(super) fees: Fees,
    pub(super) vat_proof: Option<String>,
}

/// A party's particulars.
pub(super) struct Side {
    pub(super) name: String,
    pub(super) legal_form: String,
    /// Absent where there is none, as for a sole trader.
    pub(super) capital: Option<String>,
    pub(super) address: Vec<String>,
    pub(super) registration: Option<String>,
    pub(super) vat_number: String,
    pub(super) signatory: String,
}

/// What is due each month, without tax; an option that is not taken has no fee.
pub(super) struct Fees {
    pub(super) plan: String,
    pub(super) afret_ia: Option<String>,
    pub(super) sms: Option<String>,
    pub(super) total: String,
}

impl Wording {
    /// Words a model, or names the first character that cannot be printed.
    pub(super) fn of(model: &ContractModel) -> Result<Self, Unprintable> {
        let terms = &model.order.terms;
        Ok(Self {
            number: printable("number", &model.number)?,
            day: day(model.issued_at.date()),
            application: printable("application", &model.application)?,
            provider: provider(&model.provider)?,
            customer: customer(&model.order)?,
            plan: plan(terms.subscription_type),
            months: terms.duration_months,
            payment: payment(model.order.payment_method),
            fees: fees(terms, &model.prices),
            vat_proof: model.vat_proof.as_ref().map(vat_proof).transpose()?,
        })
    }

    /// The values by the names that templates use.
    pub(super) fn values(&self, model: &ContractModel) -> Value {
        let Order { company, terms, payment_method, .. } = &model.order;
        context! {
            application => self.application.as_str(),
            provider => self.provider.value(),
            customer => self.customer.value(),
            terms => context! {
                type => terms.subscription_type.code(),
                label => self.plan,
                months => self.months,
            },
            options => context! {
                afret_ia => terms.options.afret_ia,
                sms => terms.options.sms,
            },
            prices => context! {
                subscription => self.fees.plan.as_str(),
                afret_ia => self.fees.afret_ia.clone(),
                sms => self.fees.sms.clone(),
                total => self.fees.total.as_str(),
            },
            payment => payment_method.code(),
            reverse_charge => company.vat_number.country() != model.provider.vat_number.country(),
        }
    }
}

impl Side {
    fn value(&self) -> Value {
        context! {
            name => self.name.as_str(),
            legal_form => self.legal_form.as_str(),
            capital => self.capital.clone(),
            address => self.address.join(", "),
            registration => self.registration.clone(),
            vat_number => self.vat_number.as_str(),
            signatory => self.signatory.as_str(),
        }
    }
}

fn provider(provider: &Provider) -> Result<Side, Unprintable> {
    Ok(Side {
        name: printable("provider.legalName", &provider.legal_name)?,
        legal_form: printable("provider.legalForm", &provider.legal_form)?,
        capital: share_capital(provider.capital),
        address: lines("provider.address", provider.address.lines())?,
        registration: Some(printable("provider.registration", &provider.registration)?),
        vat_number: provider.vat_number.to_string(),
        signatory: signatory("provider.signatory", &provider.signatory)?,
    })
}

fn customer(order: &Order) -> Result<Side, Unprintable> {
    let company = &order.company;
    Ok(Side {
        name: printable("companyData.companyName", &company.company_name)?,
        legal_form: printable("companyData.legalForm", &company.legal_form)?,
        capital: share_capital(company.capital),
        address: lines("companyData.companyAddress", company.company_address.lines())?,
        registration: company.siret.map(|siret| siret.to_string()),
        vat_number: company.vat_number.to_string(),
        signatory: signatory("representative", &order.representative)?,
    })
}

/// Name and function, with a comma between them.
fn signatory(field: &'static str, person: &Representative) -> Result<String, Unprintable> {
    let function = person.function().map(|function| format!(", {function}")).unwrap_or_default();
    printable(field, &format!("{}{function}", person.name()))
}

fn share_capital(amount: Amount) -> Option<String> {
    (amount > Amount::default()).then(|| capital(amount.cents()))
}

fn lines(field: &'static str, lines: &[String]) -> Result<Vec<String>, Unprintable> {
    lines.iter().map(|line| printable(field, line)).collect()
}

fn plan(plan: SubscriptionType) -> &'static str {
    match plan {
        SubscriptionType::Industriel => "Industriel",
        SubscriptionType::Transporteur => "Transporteur",
        SubscriptionType::Logisticien => "Logisticien",
    }
}

fn payment(method: PaymentMethod) -> &'static str {
    match method {
        PaymentMethod::Card => "Carte bancaire",
        PaymentMethod::SepaDebit => "Prélèvement SEPA",
        PaymentMethod::Transfer => "Virement bancaire",
    }
}

fn fees(terms: &Terms, prices: &Prices) -> Fees {
    let amount = |amount: Amount| euros(amount.cents());
    Fees {
        plan: amount(prices.subscription(terms.subscription_type)),
        afret_ia: terms.options.afret_ia.then(|| amount(prices.afret_ia)),
        sms: terms.options.sms.then(|| amount(prices.sms)),
        total: amount(prices.monthly(terms)),
    }
}

fn vat_proof(proof: &VatProof) -> Result<String, Unprintable> {
    let source = printable("vatProof.source", &proof.source)?;
    let at = proof.checked_at.to_offset(UtcOffset::UTC);
    let time = format!("{} à {:02}{NBSP}h{NBSP}{:02}", day(at.date()), at.hour(), at.minute());
    let consultation = match &proof.consultation_number {
        Some(number) => {
            let number = printable("vatProof.consultationNumber", number)?;
            format!(", consultation n°{NBSP}{number}")
        }
        None => String::new(),
    };
    Ok(format!("Numéro de TVA du Client vérifié auprès de {source} le {time} (UTC){consultation}."))
}
