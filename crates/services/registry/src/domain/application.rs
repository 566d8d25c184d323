//! An application and the rules for its master keys.

use parvis_kernel::{ApplicationId, Change, Timestamp};

use super::{Fact, MasterKey, Profile};

/// The most live keys: the one in use and the one to change to.
const MOST_LIVE: usize = 2;

/// A client's application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Application {
    pub(crate) id: ApplicationId,
    /// What it says about itself.
    pub(crate) profile: Profile,
    pub(crate) created_at: Timestamp,
    /// Counts the changes of the application and of its keys, from 1.
    pub(crate) version: i64,
}

/// An application together with the one key that changed: they are written under one version, so that
/// two changes of keys at once can't both succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keyed {
    pub(crate) application: Application,
    pub(crate) key: MasterKey,
}

/// Why a master key can't be made or revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    /// There are as many live keys as there may be.
    #[error("an application has at most two live master keys; revoke one first")]
    TooManyKeys,
    /// Without this key the application could not call any more.
    #[error("the last live master key can't be revoked; make another one first")]
    LastKey,
}

impl Application {
    /// Registers an application with its first key, which carries the application's id.
    pub(crate) fn register(profile: Profile, key: MasterKey) -> Change<Keyed, Fact> {
        let (id, created_at) = (key.application, key.created_at);
        let fact = Fact::ApplicationRegistered { application: id, name: profile.name.clone() };
        let application = Self { id, profile, created_at, version: 1 };
        Change::saying(Keyed { application, key }, fact)
    }

    /// Changes what the application says about itself.
    pub(crate) fn change(self, profile: Profile) -> Change<Self, Fact> {
        let fact = Fact::ApplicationChanged { application: self.id };
        Change::saying(Self { profile, ..self.next() }, fact)
    }

    /// Adds a key beside the `live` ones.
    pub(crate) fn rotate(
        self,
        live: usize,
        key: MasterKey,
    ) -> Result<Change<Keyed, Fact>, Refused> {
        if live >= MOST_LIVE {
            return Err(Refused::TooManyKeys);
        }
        let fact = Fact::MasterKeyRotated { application: self.id, key: key.id.clone() };
        Ok(Change::saying(Keyed { application: self.next(), key }, fact))
    }

    /// Revokes one of the `live` keys.
    pub(crate) fn revoke(
        self,
        live: usize,
        key: MasterKey,
        at: Timestamp,
    ) -> Result<Change<Keyed, Fact>, Refused> {
        if live <= 1 {
            return Err(Refused::LastKey);
        }
        let fact = Fact::MasterKeyRevoked { application: self.id, key: key.id.clone() };
        let key = MasterKey { revoked_at: Some(at), ..key };
        Ok(Change::saying(Keyed { application: self.next(), key }, fact))
    }

    fn next(self) -> Self {
        Self { version: self.version + 1, ..self }
    }
}
