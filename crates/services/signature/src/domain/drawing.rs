//! The drawn signature: decoded, judged, and encoded anew, so that nothing of the sender's bytes is kept.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use png::{BitDepth, ColorType, Decoder, Encoder, Limits, Transformations};

/// The most bytes of an image as it is sent.
const MOST_BYTES: usize = 512 * 1024;
/// The most pixels of a side.
const MOST_SIDE: u32 = 4000;
/// The most memory that its decoding may take: four bytes for each pixel, and some.
const MOST_MEMORY: usize = 80 << 20;
const PREFIX: &str = "data:image/png;base64,";
const MAGIC: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Why an image is no drawn signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadImage {
    /// Not `data:image/png;base64,` and base64 after it.
    #[error("the image must be a data URL of type image/png in base64")]
    NotDataUrl,
    /// More bytes than accepted.
    #[error("the image must have at most 512 kB")]
    TooLarge,
    /// Not a complete PNG.
    #[error("the image is not a readable PNG")]
    NotPng,
    /// More pixels than accepted.
    #[error("the image must have at most 4000 pixels in width and height")]
    Size,
    /// Nothing is drawn.
    #[error("the image is blank")]
    Blank,
}

/// A drawn signature on white, as a PNG of the platform's own making.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Drawing(Vec<u8>);

impl std::fmt::Debug for Drawing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Drawing({} bytes)", self.0.len())
    }
}

impl Drawing {
    /// Reads what a canvas gives (`toDataURL`). Tens of milliseconds for a large image.
    pub(crate) fn from_data_url(url: &str) -> Result<Self, BadImage> {
        let encoded = url.trim().strip_prefix(PREFIX).ok_or(BadImage::NotDataUrl)?;
        if encoded.len() > MOST_BYTES.div_ceil(3) * 4 {
            return Err(BadImage::TooLarge);
        }
        let bytes = STANDARD.decode(encoded).map_err(|_| BadImage::NotDataUrl)?;
        Self::from_png(&bytes)
    }

    /// Takes back what [`Drawing::png`] gave.
    pub(crate) const fn from_own(png: Vec<u8>) -> Self {
        Self(png)
    }

    /// Its PNG.
    pub(crate) fn png(&self) -> &[u8] {
        &self.0
    }

    /// Its PNG as a page shows it.
    pub(crate) fn data_url(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }

    fn from_png(bytes: &[u8]) -> Result<Self, BadImage> {
        if bytes.len() > MOST_BYTES {
            return Err(BadImage::TooLarge);
        }
        if !bytes.starts_with(MAGIC) {
            return Err(BadImage::NotPng);
        }
        let mut decoder =
            Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_MEMORY });
        decoder
            .set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
        let header = decoder.read_header_info().map_err(|_| BadImage::NotPng)?;
        let (width, height) = (header.width, header.height);
        if !(1..=MOST_SIDE).contains(&width) || !(1..=MOST_SIDE).contains(&height) {
            return Err(BadImage::Size);
        }
        let mut reader = decoder.read_info().map_err(|_| BadImage::NotPng)?;
        let mut samples = vec![0; reader.output_buffer_size().ok_or(BadImage::Size)?];
        let frame = reader.next_frame(&mut samples).map_err(|_| BadImage::NotPng)?;
        reader.finish().map_err(|_| BadImage::NotPng)?;
        let ink = on_white(frame.color_type, &samples[..frame.buffer_size()]);
        if ink.chunks_exact(3).all(|pixel| Some(pixel) == ink.get(..3)) {
            return Err(BadImage::Blank);
        }
        encode(width, height, &ink).map(Self).map_err(|_| BadImage::NotPng)
    }
}

/// Eight-bit samples with transparency as opaque red, green and blue.
fn on_white(kind: ColorType, samples: &[u8]) -> Vec<u8> {
    let mut ink = Vec::with_capacity(samples.len());
    for pixel in samples.chunks_exact(kind.samples()) {
        match *pixel {
            [gray, alpha] => ink.extend([blend(gray, alpha); 3]),
            [red, green, blue, alpha] => ink.extend([red, green, blue].map(|s| blend(s, alpha))),
            _ => ink.extend([u8::MAX; 3]),
        }
    }
    ink
}

fn blend(sample: u8, alpha: u8) -> u8 {
    let (sample, alpha, white) = (u16::from(sample), u16::from(alpha), u16::from(u8::MAX));
    u8::try_from((sample * alpha + white * (white - alpha)) / white).unwrap_or(u8::MAX)
}

fn encode(width: u32, height: u32, rgb: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(out)
}

#[cfg(test)]
mod tests;
