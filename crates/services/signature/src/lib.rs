//! The signing page, consent, seal, timestamp and audit trail.
