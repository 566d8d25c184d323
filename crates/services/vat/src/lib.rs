//! Is this company real: VIES, INSEE Sirene, and the evidence of both.
