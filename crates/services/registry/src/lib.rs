//! Who may call: applications, their master keys, and the API keys of tenants.
