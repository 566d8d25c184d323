//! Which errors of a database pass by themselves.

use sea_orm::{DbErr, RuntimeErr};
use sqlx::Error;

/// What a database answers that ends, is full, or has somebody wait for too long: SQLSTATE of PostgreSQL
/// (appendix A), and SQLite's `SQLITE_BUSY`.
const PASSING: [&str; 9] = [
    "40001", // serialization failure
    "40P01", // deadlock
    "53300", // too many connections
    "55P03", // a lock was not to be had in time
    "57014", // a statement took too long
    "57P01", // it is shutting down
    "57P02", // it has crashed
    "57P03", // it is starting
    "5",
];

/// Whether the same may succeed soon.
pub(super) fn is_away(error: &DbErr) -> bool {
    if let DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) =
        error
    {
        return passes(error);
    }
    matches!(error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_))
}

fn passes(error: &Error) -> bool {
    if let Error::Database(said) = error {
        return said.code().is_some_and(|code| PASSING.contains(&&*code));
    }
    matches!(error, Error::Io(_) | Error::PoolTimedOut | Error::PoolClosed)
}
