//! The mailer's routes: for other processes of the platform only.

mod mail;

use actix_web::web;

/// Which handler answers which path.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config.service(web::resource("/internal/mails/{mail_id}").route(web::get().to(mail::get)));
}
