use super::*;

fn png(kind: ColorType, (width, height): (u32, u32), samples: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_color(kind);
    encoder.set_depth(BitDepth::Eight);
    encoder.add_text_chunk("Comment".into(), "canary".into()).unwrap();
    encoder.write_header().unwrap().write_image_data(samples).unwrap();
    out
}

fn url(bytes: &[u8]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(bytes))
}

#[test]
fn a_drawing_is_encoded_anew_on_white() {
    let sent = png(ColorType::Rgba, (2, 1), &[0, 0, 0, 255, 9, 9, 9, 0]);
    let drawing = Drawing::from_data_url(&url(&sent)).unwrap();
    assert!(!drawing.png().windows(6).any(|w| w == b"canary"));
    let mut reader = Decoder::new(Cursor::new(drawing.png())).read_info().unwrap();
    let mut samples = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut samples).unwrap();
    assert_eq!(samples, [0, 0, 0, 255, 255, 255]);
    assert_eq!(Drawing::from_data_url(&drawing.data_url()), Ok(drawing));
}

#[test]
fn a_trimmed_drawing_is_the_ink_without_the_white_around_it() {
    let mut samples = [255; 12];
    samples[4] = 9;
    samples[9] = 7;
    let sent = png(ColorType::Grayscale, (4, 3), &samples);
    let trimmed = Drawing::from_data_url(&url(&sent)).unwrap().trimmed().unwrap();
    let ink = decode(trimmed.png()).unwrap();
    assert_eq!((ink.width, ink.pixels), (2, vec![[9; 3], WHITE, WHITE, [7; 3]]));
}

#[test]
fn every_colour_type_is_read() {
    for (kind, samples) in [
        (ColorType::Grayscale, &[0, 255][..]),
        (ColorType::GrayscaleAlpha, &[0, 255, 0, 0]),
        (ColorType::Rgb, &[0, 0, 0, 255, 255, 255]),
    ] {
        assert!(Drawing::from_data_url(&url(&png(kind, (2, 1), samples))).is_ok(), "{kind:?}");
    }
}

#[test]
fn an_image_without_ink_is_blank() {
    for samples in [[255; 8], [0, 0, 0, 0, 255, 255, 255, 0]] {
        let sent = png(ColorType::Rgba, (2, 1), &samples);
        assert_eq!(Drawing::from_data_url(&url(&sent)), Err(BadImage::Blank));
    }
}

#[test]
fn what_is_no_png_data_url_is_refused() {
    let good = png(ColorType::Grayscale, (2, 1), &[0, 255]);
    let cut = &good[..good.len() - 20];
    for (text, why) in [
        (String::new(), BadImage::NotDataUrl),
        ("data:image/jpeg;base64,AAAA".into(), BadImage::NotDataUrl),
        (format!("{PREFIX}???"), BadImage::NotDataUrl),
        (url(b"GIF89a"), BadImage::NotPng),
        (url(MAGIC), BadImage::NotPng),
        (url(cut), BadImage::NotPng),
        (url(&vec![0; MOST_BYTES + 1]), BadImage::TooLarge),
    ] {
        assert_eq!(Drawing::from_data_url(&text), Err(why), "{}", &text[..text.len().min(40)]);
    }
}

#[test]
fn a_huge_image_is_refused_before_it_is_decoded() {
    let mut out = Vec::new();
    drop(Encoder::new(&mut out, 4001, 1).write_header().unwrap());
    assert_eq!(Drawing::from_data_url(&url(&out)), Err(BadImage::Size));
}
