//! Pictures that a telephone reads.

use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// White around the picture, without which no telephone finds it.
const QUIET: usize = 4;

/// The picture of a text: one path of all dark runs, row by row. `label` says what it is; a text so long that no picture
/// holds it has none.
#[must_use]
pub(super) fn picture(label: &str, text: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return html! {};
    };
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..]
                .iter()
                .take_while(|cell| **cell == Color::Dark)
                .count();
            if run > 0 {
                use std::fmt::Write;
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    let side = width + 2 * QUIET;
    html! {
        svg.stepqr viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn a_picture_begins_with_its_corner() {
        for text in [
            "http://192.168.1.7:7743/",
            "otpauth://totp/%E6%B0%B4?secret=GEZDGNBV",
        ] {
            let drawn = picture("To read", text).into_string();
            assert!(drawn.contains("<path d=\"M4 4h7v1h-7z"), "{drawn}");
            assert!(drawn.contains("aria-label=\"To read\""), "{drawn}");
        }
        assert_eq!(picture("", &"x".repeat(5_000)).into_string(), "");
    }
}
