//! PDF signatures (PAdES): prepare, finish, verify. No async: callers fetch timestamps.
