//! Mail to people: templates, SMTP, the record of each delivery.
