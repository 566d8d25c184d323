//! Company data and commercial terms, parsed once for every service.
