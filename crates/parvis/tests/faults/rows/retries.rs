//! F19: many identical calls with one idempotency key at once, another body, and a death in between.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use parvis_testkit::bodies::order_of;
use reqwest::StatusCode;
use serde_json::Value;

use super::counted;
use crate::client::Clients;
use crate::report::Row;
use crate::stack::{Form, Setup};
use crate::suite::Setting;

/// Identical calls at once.
const AT_ONCE: usize = 50;
const SUBMIT: &str = "/api/onboarding/submit";

/// F19: one effect for one key, whatever comes at once.
pub(super) async fn with_one_key(setting: &Setting<'_>) -> Row {
    let keys = setting.times(8, 1000);
    let setup = Setup::default().replicas("onboarding", 2);
    let mut stack = setting.stack(setup).await;
    let clients = Clients::new(&stack.gateway, &stack.master_key);
    let mut broken = Vec::new();
    for number in 0..keys {
        let (key, body) =
            (format!("order-{number}"), order_of(&format!("client-{number}@example.com")));
        let calls = join_all((0..AT_ONCE).map(|_| clients.post(SUBMIT, &key, &body)));
        // Now and then whoever answers dies in between.
        let dies = number % 4 == 3;
        let answers = if dies {
            let (answers, ()) = tokio::join!(calls, async {
                tokio::time::sleep(std::time::Duration::from_millis(15)).await;
                stack.kill("onboarding", 1).await;
            });
            stack.start_again("onboarding", 1).await;
            answers
        } else {
            calls.await
        };
        broken.extend(wrong(&answers, dies && setting.form == Form::Embedded));
        clients.submit(number).await;
        let other = order_of(&format!("other-{number}@example.com"));
        let (status, answer) = clients.post(SUBMIT, &key, &other).await;
        if status != Some(StatusCode::UNPROCESSABLE_ENTITY) {
            broken.push(format!("another body under the same key: {status:?} {answer}"));
        }
    }
    let row = counted("F19", keys, stack, &clients).await;
    row.and(broken.is_empty(), broken.join("; "))
}

/// What is wrong with the answers to identical calls: two different successes, or a refusal other than
/// that the first call is underway. A process that dies answers nothing, or its gateway says so.
fn wrong(answers: &[(Option<StatusCode>, Value)], all_may_fail: bool) -> Vec<String> {
    let successes: BTreeSet<_> = answers
        .iter()
        .filter(|(status, _)| status.is_some_and(|status| status.is_success()))
        .filter_map(|(_, answer)| answer["data"]["onboardingId"].as_str())
        .collect();
    let strange = answers.iter().filter(|(status, _)| {
        status.is_some_and(|s| s.is_client_error() && s != StatusCode::CONFLICT)
    });
    let mut wrong: Vec<_> =
        strange.map(|(status, answer)| format!("{status:?} {answer}")).collect();
    if successes.len() > 1 || (successes.is_empty() && !all_may_fail) {
        wrong.push(format!("one key led to {} onboardings", successes.len()));
    }
    wrong
}
