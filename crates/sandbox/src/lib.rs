//! The other side of every wire: VIES, Sirene, timestamp authority, SMTP inbox and DNS on loopback.
