//! Appending a revision: a signature field with an empty signature (ISO 32000-1 section 7.5.6).
//!
//! The original bytes are never changed; every object that must change is written again, whole, in
//! the new revision.

use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, dictionary, text_string};

use crate::appearance::{self, Appearance, Rect};
use crate::byte_range::{ByteRange, Reservation};
use crate::error::Error;
use crate::file::File;
use crate::form;
use crate::instant;
use crate::pdf::{self, PdfError};
use crate::request::SignatureRequest;

/// Annotation flags: printed, and locked in place.
const PRINT_AND_LOCKED: i64 = 4 | 128;
/// Form flags: there are signatures, and only appending is allowed.
const SIGNED_APPEND_ONLY: i64 = 1 | 2;
const PDF_VERSION: &[u8] = b"1.7";
/// How many ancestors of a page are asked for an inherited entry.
const MAX_PAGE_DEPTH: usize = 64;

/// Appends the field and its placeholder; gives the new file and the range the signature covers.
pub(crate) fn append(
    pdf: &[u8],
    request: &SignatureRequest,
) -> Result<(Vec<u8>, ByteRange), Error> {
    if request.field.is_empty() || request.field.contains('.') {
        return Err(Error::FieldName);
    }
    if form::fields(&mut File::open(pdf)?)?.iter().any(|field| field.name == request.field) {
        return Err(Error::FieldExists);
    }
    let document = pdf::open_for_update(pdf)?;
    let page = document.page_iter().last().ok_or(PdfError::Structure)?;
    if let Appearance::Visible(visible) = &request.appearance {
        check_on_page(&document, page, visible.rect)?;
    }
    let reservation = Reservation::new(request.capacity);
    let mut revision = Revision::after(pdf, document)?;
    let signature = revision.add(signature_dictionary(request, &reservation)?);
    let widget = revision.add_widget(request, page, signature)?;
    revision.append_to_page(page, widget)?;
    revision.append_to_form(widget)?;
    let mut written = revision.write(2 * request.capacity)?;
    let range = reservation.settle(&mut written, pdf.len())?;
    Ok((written, range))
}

/// The range and the contents come first and next to each other, so that they are found again.
fn signature_dictionary(
    request: &SignatureRequest,
    reservation: &Reservation,
) -> Result<Dictionary, Error> {
    let claimed = instant::to_pdf_date(request.claimed_at).ok_or(Error::ClaimedTime)?;
    let mut signature = Dictionary::new();
    for (key, value) in reservation.entries() {
        signature.set(key, value);
    }
    signature.set("Type", Object::Name(b"Sig".to_vec()));
    signature.set("Filter", Object::Name(b"Adobe.PPKLite".to_vec()));
    signature.set("SubFilter", Object::Name(b"ETSI.CAdES.detached".to_vec()));
    signature.set("M", Object::string_literal(claimed));
    signature.set("Name", text_string(&request.signer));
    if let Some(reason) = &request.reason {
        signature.set("Reason", text_string(reason));
    }
    if let Some(location) = &request.location {
        signature.set("Location", text_string(location));
    }
    Ok(signature)
}

/// A revision being written after the previous ones.
struct Revision {
    update: IncrementalDocument,
    catalog: ObjectId,
    previous_len: usize,
}

impl Revision {
    fn after(pdf: &[u8], document: Document) -> Result<Self, Error> {
        let catalog = document.trailer.get(b"Root").and_then(Object::as_reference)?;
        let catalog_version = document.catalog()?.get(b"Version").and_then(Object::as_name);
        let is_recent = document.version.as_bytes() >= PDF_VERSION
            || catalog_version.is_ok_and(|version| version >= PDF_VERSION);
        let mut update = IncrementalDocument::create_from(pdf.to_vec(), document);
        // Left over from a cross-reference stream; the new one is not predicted.
        update.new_document.trailer.remove(b"DecodeParms");
        let mut revision = Self { update, catalog, previous_len: pdf.len() };
        if !is_recent {
            let version = Object::Name(PDF_VERSION.to_vec());
            revision.dictionary(catalog)?.set("Version", version);
        }
        Ok(revision)
    }

    fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.update.new_document.add_object(object)
    }

    /// An object of the previous revisions, to be written again in this one.
    fn object(&mut self, id: ObjectId) -> Result<&mut Object, Error> {
        self.update.opt_clone_object_to_new_document(id)?;
        Ok(self.update.new_document.get_object_mut(id)?)
    }

    fn dictionary(&mut self, id: ObjectId) -> Result<&mut Dictionary, Error> {
        Ok(self.object(id)?.as_dict_mut()?)
    }

    /// Field and widget in one (ISO 32000-1 section 12.5.6.19).
    fn add_widget(
        &mut self,
        request: &SignatureRequest,
        page: ObjectId,
        signature: ObjectId,
    ) -> Result<ObjectId, Error> {
        let (rect, form) = match &request.appearance {
            Appearance::Invisible => {
                ([0.0; 4], appearance::empty_form(&mut self.update.new_document))
            }
            Appearance::Visible(visible) => {
                let form = appearance::form(&mut self.update.new_document, visible)?;
                (visible.rect.corners(), form)
            }
        };
        let rect: Vec<Object> = rect.into_iter().map(Object::Real).collect();
        Ok(self.add(dictionary! {
            "Type" => "Annot",
            "Subtype" => "Widget",
            "FT" => "Sig",
            "T" => text_string(&request.field),
            "V" => signature,
            "F" => PRINT_AND_LOCKED,
            "Rect" => rect,
            "P" => page,
            "AP" => dictionary! { "N" => form },
        }))
    }

    fn append_to_page(&mut self, page: ObjectId, widget: ObjectId) -> Result<(), Error> {
        self.append_to_array(page, b"Annots", widget)
    }

    fn append_to_form(&mut self, widget: ObjectId) -> Result<(), Error> {
        let form = self.dictionary(self.catalog)?.get(b"AcroForm").ok().cloned();
        let form = match form {
            Some(Object::Reference(id)) => id,
            Some(inline) => self.move_form_out(inline.as_dict()?.clone())?,
            None => self.move_form_out(Dictionary::new())?,
        };
        self.append_to_array(form, b"Fields", widget)?;
        let form = self.dictionary(form)?;
        let flags = form.get(b"SigFlags").and_then(Object::as_i64).unwrap_or(0);
        form.set("SigFlags", flags | SIGNED_APPEND_ONLY);
        Ok(())
    }

    /// Makes the form an object of its own, so that a later signature need not touch the catalog.
    fn move_form_out(&mut self, form: Dictionary) -> Result<ObjectId, Error> {
        let id = self.add(form);
        self.dictionary(self.catalog)?.set("AcroForm", id);
        Ok(id)
    }

    /// Appends to an array that is an entry of `owner`: inline, indirect, or not there yet.
    fn append_to_array(
        &mut self,
        owner: ObjectId,
        key: &[u8],
        item: ObjectId,
    ) -> Result<(), Error> {
        let entry = self.dictionary(owner)?.get(key).ok();
        let array = match entry {
            Some(Object::Reference(id)) => {
                let id = *id;
                self.object(id)?
            }
            Some(_) => self.dictionary(owner)?.get_mut(key)?,
            None => {
                let owner = self.dictionary(owner)?;
                owner.set(key, Object::Array(Vec::new()));
                owner.get_mut(key)?
            }
        };
        array.as_array_mut()?.push(Object::Reference(item));
        Ok(())
    }

    fn write(mut self, room: usize) -> Result<Vec<u8>, Error> {
        let mut written = Vec::with_capacity(self.previous_len + room + 4096);
        self.update.save_to(&mut written).map_err(lopdf::Error::from)?;
        Ok(written)
    }
}

/// Whether the rectangle lies within the page's media box, which may be inherited.
fn check_on_page(document: &Document, page: ObjectId, rect: Rect) -> Result<(), Error> {
    let mut node = document.get_dictionary(page)?;
    for _ in 0..MAX_PAGE_DEPTH {
        if let Ok(media_box) = node.get_deref(b"MediaBox", document).and_then(Object::as_array) {
            let corners: Vec<f32> =
                media_box.iter().map(Object::as_float).collect::<Result<_, _>>()?;
            return match <[f32; 4]>::try_from(corners) {
                Ok(corners) if rect.is_within(corners) => Ok(()),
                Ok(_) => Err(Error::OutsidePage),
                Err(_) => Err(PdfError::Structure.into()),
            };
        }
        node = node.get_deref(b"Parent", document).and_then(Object::as_dict)?;
    }
    Err(PdfError::Structure.into())
}
