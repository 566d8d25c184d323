//! Cutting and joining DER for the stories about what others send.

use der::asn1::AnyRef;
use der::{Decode, Encode, Reader, SliceReader};

/// The elements inside a constructed element.
pub(crate) fn open(element: &[u8]) -> Vec<Vec<u8>> {
    let element = AnyRef::from_der(element).unwrap();
    let mut reader = SliceReader::new(element.value()).unwrap();
    let mut found = Vec::new();
    while !reader.is_finished() {
        found.push(reader.tlv_bytes().unwrap().to_vec());
    }
    found
}

/// An element with the tag of `like` around other contents.
pub(crate) fn close(like: &[u8], elements: &[Vec<u8>]) -> Vec<u8> {
    let tag = AnyRef::from_der(like).unwrap();
    let tag = der::Tagged::tag(&tag);
    AnyRef::new(tag, &elements.concat()).unwrap().to_der().unwrap()
}

/// Replaces what is found by following `path` through constructed elements.
pub(crate) fn replace(
    element: &[u8],
    path: &[usize],
    change: &dyn Fn(&[u8]) -> Vec<u8>,
) -> Vec<u8> {
    let Some((&first, rest)) = path.split_first() else { return change(element) };
    let mut elements = open(element);
    elements[first] = replace(&elements[first], rest, change);
    close(element, &elements)
}

/// Where the certificates are in a time-stamp response: the token's content, its third part.
pub(crate) const CERTIFICATES: &[usize] = &[1, 1, 0, 3];
/// The signed attributes of the only signer.
pub(crate) const SIGNED_ATTRIBUTES: &[usize] = &[1, 1, 0, 4, 0, 3];
/// The signature value of the only signer.
pub(crate) const SIGNATURE: &[usize] = &[1, 1, 0, 4, 0, 5];
/// The octets of the `TSTInfo`.
pub(crate) const INFO: &[usize] = &[1, 1, 0, 2, 1, 0];
