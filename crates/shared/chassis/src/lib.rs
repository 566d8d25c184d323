//! A running service: settings, telemetry, HTTP, problems, identity, idempotency, health, shutdown.
