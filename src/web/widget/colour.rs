//! Which ink can be read on the owner's colour.

/// Contrast that WCAG 2.2 AA asks of text.
const READABLE: f64 = 4.5;
const DARK_INK: &str = "#041a1d";

/// White where it can be read on `#rrggbb`, else the dark ink.
pub(super) fn ink_on(colour: &str) -> &'static str {
    let white = 1.05 / (luminance(colour) + 0.05);
    if white >= READABLE {
        "#ffffff"
    } else {
        DARK_INK
    }
}

/// Relative luminance, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = colour
            .get(at..at + 2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            .map_or(0.0, |value| f64::from(value) / 255.0);
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.0722f64.mul_add(part(5), 0.2126f64.mul_add(part(1), 0.7152 * part(3)))
}

#[cfg(test)]
mod tests {
    use super::ink_on;

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
}
