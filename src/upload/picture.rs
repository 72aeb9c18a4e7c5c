//! Pictures are drawn anew: decoded within limits of ours, turned the right way up, and encoded from
//! the bare pixels. Metadata, the place a photo was taken, and whatever else was tucked into the file
//! do not survive that.
//!
//! This takes time and memory: callers run few at a time, on threads that may be busy. [`memory`]
//! tells beforehand how much one will take.

use std::io::Cursor;

use image::{
    ColorType, DynamicImage, GenericImageView, ImageBuffer, ImageDecoder, ImageResult, Limits,
    Pixel,
    codecs::{
        jpeg::{JpegDecoder, JpegEncoder},
        png::{CompressionType, FilterType, PngDecoder, PngEncoder},
        webp::WebPDecoder,
    },
    metadata::Orientation,
};

use super::{Refusal, jpeg, motion};

/// Width times height at most.
pub const MOST_PIXELS: u64 = 25_000_000;

/// Bytes that the pixels of one picture may take.
pub const MOST_MEMORY: u64 = 64 * 1024 * 1024;

/// Bytes that drawing one picture anew may take altogether; progressive JPEG and WebP need
/// more than their pixels.
const MOST_MEMORY_AT_WORK: u64 = 96 * 1024 * 1024;

/// Of JPEG, from 1 to 100.
const QUALITY: u8 = 85;

/// How a picture arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG; of an animated one the first frame is kept.
    Png,
    /// GIF, animation included.
    Gif,
    /// WebP; of an animated one the first frame is kept.
    WebP,
}

/// A picture as it is kept.
#[derive(Debug, Clone)]
pub struct Redrawn {
    /// The whole new file.
    pub bytes: Vec<u8>,
    /// What it is now.
    pub media_type: &'static str,
    /// Endings that fit it, the usual one first.
    pub endings: &'static [&'static str],
    /// In pixels, the right way up.
    pub width: u32,
    /// In pixels, the right way up.
    pub height: u32,
}

/// Bytes of memory that [`redraw`] will take, read from the header alone; a picture beyond the
/// limits is refused here already.
pub fn memory(format: Format, bytes: &[u8]) -> Result<u64, Refusal> {
    match format {
        Format::Gif => motion::memory(bytes),
        Format::Jpeg | Format::Png | Format::WebP => {
            Opened::new(format, bytes).map(|opened| opened.memory)
        }
    }
}

/// Draws a picture anew.
pub fn redraw(format: Format, bytes: &[u8]) -> Result<Redrawn, Refusal> {
    match format {
        Format::Gif => motion::redraw(bytes),
        Format::Jpeg | Format::Png | Format::WebP => Opened::new(format, bytes)?.redraw(),
    }
}

/// Draws a picture anew as a square JPEG with this many pixels a side, cut from its middle.
pub fn square(format: Format, bytes: &[u8], side: u32) -> Result<Vec<u8>, Refusal> {
    let opened = Opened::new(format, bytes)?;
    let orientation = opened.orientation;
    let mut picture = DynamicImage::from_decoder(opened.decoder).map_err(|_| Refusal::Damaged)?;
    picture.apply_orientation(orientation);
    let square = picture.resize_to_fill(side, side, image::imageops::FilterType::Triangle);
    let mut drawn = Vec::new();
    JpegEncoder::new_with_quality(&mut drawn, QUALITY)
        .encode_image(&square.into_rgb8())
        .map_err(|_| Refusal::Damaged)?;
    Ok(drawn)
}

/// A picture of which the header was read and found within the limits.
struct Opened<'a> {
    format: Format,
    decoder: Box<dyn ImageDecoder + 'a>,
    orientation: Orientation,
    memory: u64,
}

impl<'a> Opened<'a> {
    fn new(format: Format, bytes: &'a [u8]) -> Result<Self, Refusal> {
        let outline = jpeg::outline(bytes);
        if format == Format::Jpeg && !outline.is_complete {
            return Err(Refusal::Damaged);
        }
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(MOST_MEMORY);
        let input = Cursor::new(bytes);
        let mut decoder: Box<dyn ImageDecoder + 'a> = match format {
            Format::Jpeg => Box::new(JpegDecoder::new(input).map_err(|_| Refusal::Damaged)?),
            Format::Png => Box::new(
                PngDecoder::with_limits(input, limits.clone()).map_err(|_| Refusal::Damaged)?,
            ),
            Format::WebP => Box::new(WebPDecoder::new(input).map_err(|_| Refusal::Damaged)?),
            Format::Gif => return Err(Refusal::Damaged),
        };
        let (width, height) = decoder.dimensions();
        let pixels = u64::from(width) * u64::from(height);
        let too_many = Refusal::TooManyPixels(width, height);
        if pixels > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
            return Err(too_many);
        }
        if pixels == 0 {
            return Err(Refusal::Damaged);
        }
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let memory = memory_at_work(
            format,
            &*decoder,
            outline.kept_per_hundred,
            turns(orientation),
        );
        if memory > MOST_MEMORY_AT_WORK {
            return Err(too_many);
        }
        decoder.set_limits(limits).map_err(|_| Refusal::Damaged)?;
        Ok(Self {
            format,
            decoder,
            orientation,
            memory,
        })
    }

    fn redraw(self) -> Result<Redrawn, Refusal> {
        let picture = DynamicImage::from_decoder(self.decoder).map_err(|_| Refusal::Damaged)?;
        let picture = to_eight_bits(picture);
        let encoded = match (self.format, picture) {
            (Format::Jpeg | Format::WebP, DynamicImage::ImageRgb8(picture)) => {
                encode_jpeg(&Turned::new(picture, self.orientation))
            }
            (Format::Jpeg | Format::WebP, DynamicImage::ImageLuma8(picture)) => {
                encode_jpeg(&Turned::new(picture, self.orientation))
            }
            (_, picture) => encode_png(picture, self.orientation),
        };
        encoded.map_err(|_| Refusal::Damaged)
    }
}

/// Whether an orientation lays the picture on its side.
fn turns(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

fn memory_at_work(
    format: Format,
    decoder: &dyn ImageDecoder,
    kept_per_hundred: u64,
    turns: bool,
) -> u64 {
    let out = decoder.total_bytes();
    let (width, height) = decoder.dimensions();
    let color = decoder.color_type();
    let pixels = u64::from(width) * u64::from(height);
    let samples = pixels * u64::from(color.channel_count());
    let is_deep = out > samples;
    match format {
        // Two bytes for each coefficient.
        Format::Jpeg => out + 2 * pixels * kept_per_hundred / 100,
        Format::Gif => out,
        // The decoder works on planes of its own before it fills the picture.
        Format::WebP => 2 * out,
        Format::Png => out + if is_deep || turns { samples } else { 0 },
    }
}

/// Screens show eight bits; the deep original goes as soon as it was read.
fn to_eight_bits(picture: DynamicImage) -> DynamicImage {
    match picture.color() {
        ColorType::L8 | ColorType::La8 | ColorType::Rgb8 | ColorType::Rgba8 => picture,
        ColorType::L16 => DynamicImage::ImageLuma8(picture.into_luma8()),
        ColorType::La16 => DynamicImage::ImageLumaA8(picture.into_luma_alpha8()),
        color if color.has_alpha() => DynamicImage::ImageRgba8(picture.into_rgba8()),
        _ => DynamicImage::ImageRgb8(picture.into_rgb8()),
    }
}

fn encode_jpeg<P>(picture: &Turned<P>) -> ImageResult<Redrawn>
where
    P: Pixel<Subpixel = u8> + image::PixelWithColorType + 'static,
{
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture)?;
    let (width, height) = picture.dimensions();
    Ok(Redrawn {
        bytes,
        media_type: "image/jpeg",
        endings: &["jpg", "jpeg"],
        width,
        height,
    })
}

fn encode_png(mut picture: DynamicImage, orientation: Orientation) -> ImageResult<Redrawn> {
    picture.apply_orientation(orientation);
    let mut bytes = Vec::new();
    picture.write_with_encoder(PngEncoder::new_with_quality(
        &mut bytes,
        CompressionType::Default,
        FilterType::Adaptive,
    ))?;
    Ok(Redrawn {
        bytes,
        media_type: "image/png",
        endings: &["png"],
        width: picture.width(),
        height: picture.height(),
    })
}

/// A picture seen the right way up without a turned copy of it: the JPEG encoder asks for each
/// pixel once.
struct Turned<P: Pixel<Subpixel = u8>> {
    picture: ImageBuffer<P, Vec<u8>>,
    orientation: Orientation,
}

impl<P: Pixel<Subpixel = u8>> Turned<P> {
    fn new(picture: ImageBuffer<P, Vec<u8>>, orientation: Orientation) -> Self {
        Self {
            picture,
            orientation,
        }
    }
}

impl<P: Pixel<Subpixel = u8>> GenericImageView for Turned<P> {
    type Pixel = P;

    fn dimensions(&self) -> (u32, u32) {
        let (width, height) = self.picture.dimensions();
        if turns(self.orientation) {
            (height, width)
        } else {
            (width, height)
        }
    }

    fn get_pixel(&self, x: u32, y: u32) -> P {
        let (right, bottom) = (self.picture.width() - 1, self.picture.height() - 1);
        let (x, y) = match self.orientation {
            Orientation::NoTransforms => (x, y),
            Orientation::FlipHorizontal => (right - x, y),
            Orientation::FlipVertical => (x, bottom - y),
            Orientation::Rotate180 => (right - x, bottom - y),
            Orientation::Rotate90 => (y, bottom - x),
            Orientation::Rotate270 => (right - y, x),
            Orientation::Rotate90FlipH => (y, x),
            Orientation::Rotate270FlipH => (right - y, bottom - x),
        };
        *self.picture.get_pixel(x, y)
    }
}
