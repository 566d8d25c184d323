//! The owner of a mail: it knows to whom, and holds what is attached.

use parvis_chassis::Peers;
use parvis_chassis::key::hex;
use parvis_chassis::peers::PeerError;
use sha2::{Digest as _, Sha256};

use super::File;
use crate::domain::{Attachment, Letter, Order, Trouble};

/// Fetches what the mail says, as it is now.
pub(crate) async fn letter(peers: &Peers, order: &Order) -> Result<Letter, Trouble> {
    let path = format!("/internal/mails/{}?template={}", order.owner_id, order.template.name());
    match peers.json::<Letter>(&order.owner, &path).await {
        Ok(letter) => Ok(letter.flat()),
        Err(PeerError::Absent) => Err(Trouble::Withdrawn),
        Err(error) => {
            tracing::warn!(owner = order.owner, cause = cause(&error), "no values for the mail");
            Err(Trouble::Owner)
        }
    }
}

/// Fetches one attachment, and makes sure that it is the document that was meant.
pub(crate) async fn file(peers: &Peers, attachment: &Attachment) -> Result<File, Trouble> {
    let Attachment { name, content_type, owner, id, sha256 } = attachment;
    let path = format!("/internal/documents/{id}/bytes");
    let bytes = peers.bytes(owner, &path).await.map_err(|error| {
        tracing::warn!(owner, cause = cause(&error), "no attachment");
        Trouble::Attachment
    })?;
    if hex(&Sha256::digest(&bytes)) != *sha256 {
        tracing::error!(owner, document = id, "the attachment has another hash than ordered");
        return Err(Trouble::Digest);
    }
    Ok(File { name: name.clone(), content_type: content_type.clone(), bytes })
}

/// What went wrong, without the address called: it may name a person's document.
const fn cause(error: &PeerError) -> &'static str {
    match error {
        PeerError::Unknown(_) => "no address in the settings",
        PeerError::Absent => "not there",
        PeerError::Refused(_) => "refused",
        PeerError::Away(_) => "away",
        PeerError::Unreadable(_) => "unreadable",
        PeerError::Identity(_) => "our own key can't sign",
        PeerError::Unresolved(_) => "the owner's name has no address",
    }
}
