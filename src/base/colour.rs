//! Colours, and whether people can read what stands on them.

use std::{fmt, str::FromStr};

/// Contrast that WCAG 2.2 AA asks of text.
pub const READABLE: f64 = 4.5;
/// Contrast that it asks of what one must find on a page, such as a button.
pub const VISIBLE: f64 = 3.0;

const WHITE: Colour = Colour([255, 255, 255]);
const DARK_INK: Colour = Colour([4, 26, 29]);

/// A colour as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// What was typed is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a colour is written #rrggbb")]
pub struct NotAColour;

impl FromStr for Colour {
    type Err = NotAColour;

    fn from_str(text: &str) -> Result<Self, NotAColour> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NotAColour);
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| NotAColour);
        Ok(Self([part(0)?, part(2)?, part(4)?]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Colour {
    /// Relative luminance, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let value = f64::from(part) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        });
        0.0722f64.mul_add(blue, 0.2126f64.mul_add(red, 0.7152 * green))
    }

    /// Contrast with another colour, from 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// White where it can be read on this colour, else the dark ink.
    #[must_use]
    pub fn ink(self) -> Self {
        if self.contrast(WHITE) >= READABLE {
            WHITE
        } else {
            DARK_INK
        }
    }

    /// Contrast of the text that stands on it.
    #[must_use]
    pub fn text_contrast(self) -> f64 {
        self.contrast(self.ink())
    }

    /// Contrast with a white page.
    #[must_use]
    pub fn page_contrast(self) -> f64 {
        self.contrast(WHITE)
    }

    /// Whether text on it can be read, and it can be found on a white page.
    #[must_use]
    pub fn is_good(self) -> bool {
        self.text_contrast() >= READABLE && self.page_contrast() >= VISIBLE
    }

    /// The first darker shade of it that is good; itself, when it is.
    #[must_use]
    pub fn darkened(self) -> Self {
        (0..=50)
            .map(|step| {
                // Whole fiftieths, so that the browser's own sum agrees to the last digit.
                let part = |part: u8| u8::try_from(u32::from(part) * (50 - step) / 50);
                Self(self.0.map(|own| part(own).unwrap_or(0)))
            })
            .find(|shade| shade.is_good())
            .unwrap_or(DARK_INK)
    }
}

/// The ink for a stored colour; a colour that cannot be read is treated as dark.
#[must_use]
pub fn ink_on(colour: &str) -> String {
    colour
        .parse::<Colour>()
        .map_or(WHITE, Colour::ink)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_can_be_read_on_every_colour() {
        for (colour, ink) in [
            ("#0d6570", "#ffffff"),
            ("#000000", "#ffffff"),
            ("#c4352a", "#ffffff"),
            ("#ffd000", "#041a1d"),
            ("#ffffff", "#041a1d"),
            ("#3fa7b1", "#041a1d"),
        ] {
            assert_eq!(ink_on(colour), ink, "{colour}");
        }
    }

    #[test]
    fn a_pale_colour_is_offered_darker() {
        for (colour, is_good) in [
            ("#0d6570", true),
            ("#1f2d3a", true),
            ("#ffd000", false),
            ("#ffffff", false),
            ("#7a7a7a", false),
            ("#e6007a", true),
        ] {
            let colour: Colour = colour.parse().unwrap();
            assert_eq!(colour.is_good(), is_good, "{colour}");
            let darker = colour.darkened();
            assert!(darker.is_good(), "{colour} {darker}");
            assert_eq!(darker == colour, is_good);
        }
    }

    #[test]
    fn contrast_is_what_the_standard_says() {
        let contrast = |one: &str, other: &str| {
            let pair: (Colour, Colour) = (one.parse().unwrap(), other.parse().unwrap());
            (pair.0.contrast(pair.1) * 100.0).round() / 100.0
        };
        assert_eq!(contrast("#000000", "#ffffff"), 21.0);
        assert_eq!(contrast("#777777", "#ffffff"), 4.48);
        assert_eq!(contrast("#ffffff", "#ffffff"), 1.0);
    }

    #[test]
    fn only_six_hex_digits_are_a_colour() {
        for text in ["", "#12345", "#1234567", "red", "#12345g", "#ЖЖЖ", "url(x)"] {
            assert_eq!(text.parse::<Colour>(), Err(NotAColour), "{text:?}");
        }
        assert_eq!("0D6570".parse::<Colour>().unwrap().to_string(), "#0d6570");
    }
}
