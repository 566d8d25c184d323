//! That a row is one of several, by one statement however many they are: with a statement for each number
//! of them, a connection would forget those that it needs all the time.

use sea_orm::DbBackend;
use sea_orm::sea_query::Expr;

/// That `seq` of a row of `table` is one of `seqs`.
pub(super) fn among(backend: DbBackend, table: &str, seqs: &[i64]) -> Expr {
    let list = seqs.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let one_of = if backend == DbBackend::Postgres {
        "= ANY (string_to_array($1, ',')::bigint[])"
    } else {
        "IN (SELECT value FROM json_each('[' || ? || ']'))"
    };
    Expr::cust_with_values(format!("{table}.seq {one_of}"), [list])
}
