//! The pre-filled contract as a PDF, its versions and its final signed form.

pub mod domain;
