//! F15: every process is told to end, finishes what is underway, and starts again.

use std::time::Duration;

use super::{counted, while_clients_order};
use crate::report::Row;
use crate::stack::{Form, Setup};
use crate::suite::Setting;

const PARTS: [&str; 6] = ["onboarding", "vat", "contract", "signature", "mailer", "registry"];

/// F15: a rolling restart. With two replicas of each service no call fails.
pub(super) async fn in_order(setting: &Setting<'_>) -> Row {
    let rounds = setting.times(1, 10);
    let setup = PARTS.iter().fold(Setup::default(), |setup, part| setup.replicas(part, 2));
    let mut stack = setting.stack(setup).await;
    let parts: Vec<(&str, usize)> = match setting.form {
        Form::Embedded => vec![("everything", 1)],
        Form::Distributed => PARTS.iter().flat_map(|part| [(*part, 1), (*part, 2)]).collect(),
    };
    let (clients, all_in_order) = while_clients_order(&mut stack, async |stack, _| {
        let mut all_in_order = true;
        for _ in 0..rounds {
            for (part, number) in &parts {
                all_in_order &= stack.terminate(part, *number).await;
                stack.start_again(part, *number).await;
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
        all_in_order
    })
    .await;
    let repeated = clients.repeated();
    let row = counted("F15", rounds * parts.len(), stack, &clients).await;
    let row = row.and(all_in_order, "something underway was left behind");
    match setting.form {
        // One process that ends is away for a moment.
        Form::Embedded => row,
        Form::Distributed => row.and(repeated.is_empty(), format!("calls failed: {repeated:?}")),
    }
}
