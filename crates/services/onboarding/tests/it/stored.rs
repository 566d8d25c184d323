//! The form in which journeys and their logs are stored: what was written once must be read for
//! ever.

use parvis_onboarding::domain::journey::{Event, Report};
use serde_json::{Value, json};

use crate::play::{Play, set};

const VEHICLE: &str = include_str!("journeys/vehicle.toml");

#[test]
fn a_stored_journey_has_this_form() {
    let (mut play, _) = Play::started(VEHICLE, &[]);
    play.done("identity");
    play.report("payment", Report::Waiting);
    play.done("plate");
    play.cancel().unwrap();
    play.again("payment", "provider_busy");
    assert_eq!(
        serde_json::to_value(&play.journey).unwrap(),
        json!({
            "phase": "compensating",
            "end": {"as": "cancelled", "reason": null},
            "queue": ["plate"],
            "facts": [],
            "steps": {
                "customs": {"state": "skipped", "attempts": 0, "fault": null, "output": {}},
                "identity": {"state": "done", "nth": 0, "attempts": 1, "fault": null, "output": {}},
                "payment": {
                    "state": "undo_retrying",
                    "at": "2026-01-05T09:03:00.000Z",
                    "until": "2026-01-12T09:00:00.000Z",
                    "attempts": 2,
                    "fault": {"code": "provider_busy", "hint": null},
                    "output": {},
                },
                "plate": {"state": "done", "nth": 1, "attempts": 1, "fault": null, "output": {}},
            },
        })
    );
}

#[test]
fn a_stored_event_has_this_form() {
    let stored: [Value; 5] = [
        json!({"event": "started", "facts": ["imported"]}),
        json!({"event": "signalled", "signal": "complete", "facts": [], "output": {"tenant_id": "t1"}}),
        json!({"event": "reported", "step": "card", "attempt": 2, "report": "failed",
            "fault": {"code": "printer_gone", "hint": "Ask for another printer."}}),
        json!({"event": "due", "step": "card"}),
        json!({"event": "cancelled", "reason": null}),
    ];
    for form in &stored {
        let event: Event = serde_json::from_value(form.clone()).unwrap();
        assert_eq!(&serde_json::to_value(&event).unwrap(), form);
    }
    let started: Event = serde_json::from_value(stored[0].clone()).unwrap();
    assert_eq!(started, Event::Started { facts: set(&["imported"]) });
}
