//! A drawn signature, from PNG.

use std::io::Cursor;

use lopdf::{Stream, dictionary};
use png::{ColorType, Decoder, Limits, Transformations};

/// The largest side of a drawing in pixels, and what its decoding may allocate in bytes.
const MAX_SIDE: u32 = 4096;
const MAX_BYTES: usize = 80 << 20;

/// Why a drawing is not accepted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BadDrawing {
    /// The bytes are not a complete PNG, or one that takes too much memory.
    #[error("the drawing is not a readable PNG")]
    Png(#[from] png::DecodingError),
    /// The drawing is empty or wider or higher than 4096 pixels.
    #[error("the drawing must have 1 to {MAX_SIDE} pixels in width and height")]
    Size,
}

/// A drawn signature on white.
#[derive(Clone, PartialEq, Eq)]
pub struct Drawing {
    width: u16,
    height: u16,
    /// Three bytes a pixel, rows from the top.
    rgb: Vec<u8>,
}

impl Drawing {
    /// Decodes a PNG of any colour type. Transparency is laid on white, because PDF/A restricts
    /// transparent images.
    pub fn from_png(png: &[u8]) -> Result<Self, BadDrawing> {
        let limits = Limits { bytes: MAX_BYTES };
        let mut decoder = Decoder::new_with_limits(Cursor::new(png), limits);
        decoder.set_transformations(Transformations::normalize_to_color8());
        let header = decoder.read_header_info()?;
        let side = |pixels: u32| {
            (1..=MAX_SIDE).contains(&pixels).then(|| u16::try_from(pixels).ok()).flatten()
        };
        let width = side(header.width).ok_or(BadDrawing::Size)?;
        let height = side(header.height).ok_or(BadDrawing::Size)?;
        let mut reader = decoder.read_info()?;
        let mut pixels = vec![0; reader.output_buffer_size().ok_or(BadDrawing::Size)?];
        let frame = reader.next_frame(&mut pixels)?;
        pixels.truncate(frame.buffer_size());
        Ok(Self { width, height, rgb: on_white(frame.color_type, &pixels) })
    }

    /// Width and height in pixels.
    pub(super) fn size(&self) -> (f32, f32) {
        (self.width.into(), self.height.into())
    }

    /// The image as a PDF object.
    pub(super) fn image(&self) -> Result<Stream, lopdf::Error> {
        let mut image = Stream::new(
            dictionary! {
                "Type" => "XObject",
                "Subtype" => "Image",
                "Width" => i64::from(self.width),
                "Height" => i64::from(self.height),
                "ColorSpace" => "DeviceRGB",
                "BitsPerComponent" => 8,
            },
            self.rgb.clone(),
        );
        image.compress()?;
        Ok(image)
    }
}

impl std::fmt::Debug for Drawing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Drawing({} x {})", self.width, self.height)
    }
}

/// Eight-bit samples of any colour type as opaque RGB.
fn on_white(kind: ColorType, samples: &[u8]) -> Vec<u8> {
    let pixels = samples.chunks_exact(kind.samples());
    pixels
        .flat_map(|pixel| match *pixel {
            [gray] => [gray; 3],
            [gray, alpha] => [blend(gray, alpha); 3],
            [red, green, blue] => [red, green, blue],
            [red, green, blue, alpha] => [red, green, blue].map(|sample| blend(sample, alpha)),
            _ => [u8::MAX; 3],
        })
        .collect()
}

/// One sample laid on white.
fn blend(sample: u8, alpha: u8) -> u8 {
    let white = u16::from(u8::MAX);
    let mixed = u16::from(sample) * u16::from(alpha) + white * (white - u16::from(alpha));
    u8::try_from(mixed / white).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(kind: ColorType, samples: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, 2, 1);
        encoder.set_color(kind);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header().unwrap().write_image_data(samples).unwrap();
        out
    }

    #[test]
    fn transparency_is_laid_on_white() {
        let drawing = Drawing::from_png(&png(ColorType::Rgba, &[9, 8, 7, 255, 9, 8, 7, 0]));
        assert_eq!(drawing.unwrap().rgb, [9, 8, 7, 255, 255, 255]);
        let drawing = Drawing::from_png(&png(ColorType::GrayscaleAlpha, &[0, 255, 0, 51]));
        assert_eq!(drawing.unwrap().rgb, [0, 0, 0, 204, 204, 204]);
    }

    #[test]
    fn a_truncated_drawing_is_refused() {
        let whole = png(ColorType::Rgb, &[1, 2, 3, 4, 5, 6]);
        for len in 0..whole.len() - 12 {
            assert!(Drawing::from_png(&whole[..len]).is_err(), "{len}");
        }
    }

    #[test]
    fn a_huge_drawing_is_refused_before_it_is_decoded() {
        let mut out = Vec::new();
        let encoder = png::Encoder::new(&mut out, 60_000, 60_000);
        drop(encoder.write_header().unwrap());
        assert!(matches!(Drawing::from_png(&out), Err(BadDrawing::Size)));
    }
}
