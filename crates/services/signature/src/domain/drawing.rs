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

    /// The same drawing without the white around it, as the seal shows it.
    pub(crate) fn trimmed(&self) -> Result<Self, BadImage> {
        decode(&self.0)?.trimmed().encode().map(Self)
    }

    fn from_png(bytes: &[u8]) -> Result<Self, BadImage> {
        if bytes.len() > MOST_BYTES {
            return Err(BadImage::TooLarge);
        }
        if !bytes.starts_with(MAGIC) {
            return Err(BadImage::NotPng);
        }
        let ink = decode(bytes)?;
        if ink.pixels.iter().all(|pixel| Some(pixel) == ink.pixels.first()) {
            return Err(BadImage::Blank);
        }
        ink.encode().map(Self)
    }
}

/// A drawing as red, green and blue on white, row by row.
struct Ink {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

const WHITE: [u8; 3] = [u8::MAX; 3];

fn decode(bytes: &[u8]) -> Result<Ink, BadImage> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_MEMORY });
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let header = decoder.read_header_info().map_err(|_| BadImage::NotPng)?;
    let sides = 1..=MOST_SIDE;
    if !sides.contains(&header.width) || !sides.contains(&header.height) {
        return Err(BadImage::Size);
    }
    let mut reader = decoder.read_info().map_err(|_| BadImage::NotPng)?;
    let mut samples = vec![0; reader.output_buffer_size().ok_or(BadImage::Size)?];
    let frame = reader.next_frame(&mut samples).map_err(|_| BadImage::NotPng)?;
    reader.finish().map_err(|_| BadImage::NotPng)?;
    let samples = samples.get(..frame.buffer_size()).ok_or(BadImage::NotPng)?;
    let pixels = samples.chunks_exact(frame.color_type.samples()).map(on_white).collect();
    Ok(Ink { width: usize::try_from(frame.width).map_err(|_| BadImage::Size)?, pixels })
}

impl Ink {
    /// The smallest rectangle that holds all that is not white.
    fn trimmed(&self) -> Self {
        let rows = || self.pixels.chunks_exact(self.width);
        let left = rows().filter_map(|row| row.iter().position(|p| *p != WHITE)).min();
        let right = rows().filter_map(|row| row.iter().rposition(|p| *p != WHITE)).max();
        let (Some(left), Some(right)) = (left, right) else {
            return Self { width: self.width, pixels: self.pixels.clone() };
        };
        let has_ink = |row: &[[u8; 3]]| row.iter().any(|pixel| *pixel != WHITE);
        let top = rows().position(has_ink).unwrap_or(0);
        let bottom = rows().rposition(has_ink).unwrap_or(top);
        let kept = rows().skip(top).take(bottom - top + 1);
        let pixels = kept.flat_map(|row| row[left..=right].to_vec()).collect();
        Self { width: right - left + 1, pixels }
    }

    fn encode(&self) -> Result<Vec<u8>, BadImage> {
        let side = |pixels: usize| u32::try_from(pixels).map_err(|_| BadImage::Size);
        let (width, height) = (side(self.width)?, side(self.pixels.len() / self.width)?);
        png(width, height, self.pixels.as_flattened()).map_err(|_| BadImage::NotPng)
    }
}

/// One pixel of eight-bit samples with transparency, laid on white.
fn on_white(pixel: &[u8]) -> [u8; 3] {
    match *pixel {
        [gray, alpha] => [blend(gray, alpha); 3],
        [red, green, blue, alpha] => [red, green, blue].map(|sample| blend(sample, alpha)),
        _ => WHITE,
    }
}

fn blend(sample: u8, alpha: u8) -> u8 {
    let (sample, alpha, white) = (u16::from(sample), u16::from(alpha), u16::from(u8::MAX));
    u8::try_from((sample * alpha + white * (white - alpha)) / white).unwrap_or(u8::MAX)
}

fn png(width: u32, height: u32, rgb: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
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
