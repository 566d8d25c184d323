//! Tables `document_copy`, `signed_copy`, `drawing`: the large bodies, one of each kind per request.
//!
//! They are written once and never changed.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::SignatureId;
use parvis_outbox::StoreError;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait};

use crate::domain::Drawing;

mod presented {
    //! The document as it is shown.

    use sea_orm::entity::prelude::*;

    /// Its two forms.
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "document_copy")]
    pub struct Model {
        /// The request.
        #[sea_orm(primary_key, auto_increment = false)]
        pub signature_id: String,
        /// The PDF.
        pub pdf: Vec<u8>,
        /// The same document as an HTML fragment.
        pub html: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod signed {
    //! The document as it was sealed.

    use sea_orm::entity::prelude::*;

    /// Its only form.
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "signed_copy")]
    pub struct Model {
        /// The request.
        #[sea_orm(primary_key, auto_increment = false)]
        pub signature_id: String,
        /// The PDF.
        pub pdf: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod drawing {
    //! What the signer drew.

    use sea_orm::entity::prelude::*;

    /// The image, as the platform encoded it.
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "drawing")]
    pub struct Model {
        /// The request.
        #[sea_orm(primary_key, auto_increment = false)]
        pub signature_id: String,
        /// The PNG.
        pub png: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The document as it is shown to the signer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// The same document as an HTML fragment.
    pub html: String,
}

/// Keeps the document as it is shown; a copy that is there already stays.
pub async fn keep_presented(
    tx: &DatabaseTransaction,
    id: SignatureId,
    copy: Presented,
) -> Result<(), StoreError> {
    let Presented { pdf, html } = copy;
    let row = presented::ActiveModel {
        signature_id: Set(id.to_string()),
        pdf: Set(pdf),
        html: Set(html),
    };
    let known = OnConflict::column(presented::Column::SignatureId).do_nothing().to_owned();
    presented::Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}

/// The document as it is shown, once it was fetched.
pub async fn presented<C: ConnectionTrait>(
    connection: &C,
    id: SignatureId,
) -> Result<Option<Presented>, StoreError> {
    let row = presented::Entity::find_by_id(id.to_string()).one(connection).await?;
    Ok(row.map(|row| Presented { pdf: row.pdf, html: row.html }))
}

/// Keeps the sealed document.
pub async fn keep_signed(
    tx: &DatabaseTransaction,
    id: SignatureId,
    pdf: Vec<u8>,
) -> Result<(), StoreError> {
    let row = signed::ActiveModel { signature_id: Set(id.to_string()), pdf: Set(pdf) };
    signed::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The sealed document, once it is sealed.
pub async fn signed<C: ConnectionTrait>(
    connection: &C,
    id: SignatureId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = signed::Entity::find_by_id(id.to_string()).one(connection).await?;
    Ok(row.map(|row| row.pdf))
}

/// Keeps what the signer drew.
pub async fn keep_drawing(
    tx: &DatabaseTransaction,
    id: SignatureId,
    drawing: &Drawing,
) -> Result<(), StoreError> {
    let png = Set(drawing.png().to_vec());
    let row = drawing::ActiveModel { signature_id: Set(id.to_string()), png };
    drawing::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What the signer drew, if he did.
pub async fn drawing<C: ConnectionTrait>(
    connection: &C,
    id: SignatureId,
) -> Result<Option<Drawing>, StoreError> {
    let row = drawing::Entity::find_by_id(id.to_string()).one(connection).await?;
    Ok(row.map(|row| Drawing::from_own(row.png)))
}
