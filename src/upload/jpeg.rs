//! The outline of a JPEG: what its segments say before anything is decoded.

/// What the segments say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// For each hundred pixels, how many coefficients a decoder keeps in memory until the end: none
    /// unless the picture is progressive.
    pub(super) kept_per_hundred: u64,
    /// Whether the end of the picture is there. The decoder would fill a missing rest with grey.
    pub(super) is_complete: bool,
}

/// Walks from segment to segment. Marker codes are in ITU T.81, table B.1.
pub(super) fn outline(bytes: &[u8]) -> Outline {
    let mut outline = Outline::default();
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        let Some((marker, after)) = next_marker(rest) else {
            return outline;
        };
        match marker {
            0xD9 => {
                outline.is_complete = true;
                return outline;
            }
            // Markers without a length.
            0x01 | 0xD0..=0xD8 => rest = after,
            _ => {
                let length = match after {
                    [high, low, ..] => usize::from(u16::from_be_bytes([*high, *low])),
                    _ => return outline,
                };
                let Some((segment, next)) = after.split_at_checked(length.max(2)) else {
                    return outline;
                };
                if matches!(marker, 0xC2 | 0xC6 | 0xCA | 0xCE) {
                    outline.kept_per_hundred = coefficients(segment);
                }
                rest = next;
            }
        }
    }
}

/// Coefficients for each hundred pixels, from a frame header: components that are stored coarser have fewer.
fn coefficients(frame_header: &[u8]) -> u64 {
    let components = frame_header.get(8..).unwrap_or_default();
    let samplings = || {
        components
            .chunks_exact(3)
            .map(|component| (u64::from(component[1] >> 4), u64::from(component[1] & 15)))
    };
    let finest_x = samplings().map(|(x, _)| x).max().unwrap_or(1).max(1);
    let finest_y = samplings().map(|(_, y)| y).max().unwrap_or(1).max(1);
    let sum: u64 = samplings().map(|(x, y)| x * y).sum();
    100 * sum / (finest_x * finest_y)
}

/// The next marker and what follows it. Picture data between markers is skipped: in it, 0xFF is
/// followed by 0.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut rest = bytes;
    loop {
        let at = rest.iter().position(|&byte| byte == 0xFF)?;
        rest = rest.get(at + 1..)?;
        match rest.first()? {
            0x00 => rest = rest.get(1..)?,
            // Any number of 0xFF may stand before a marker.
            0xFF => {}
            &marker => return Some((marker, rest.get(1..)?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coarse_components_count_less() {
        let header = |samplings: [u8; 3]| {
            let mut bytes = vec![0, 17, 8, 0, 1, 0, 1, 3];
            bytes.extend(samplings.into_iter().flat_map(|sampling| [1, sampling, 0]));
            bytes
        };
        for (samplings, expected) in [
            ([0x11, 0x11, 0x11], 300),
            ([0x21, 0x11, 0x11], 200),
            ([0x22, 0x11, 0x11], 150),
            ([0, 0, 0], 0),
        ] {
            assert_eq!(coefficients(&header(samplings)), expected);
        }
    }

    #[test]
    fn end_inside_a_segment_is_not_the_end() {
        let thumbnail = b"\xFF\xD8\xFF\xE1\x00\x04\xFF\xD9";
        assert!(!outline(thumbnail).is_complete);
        let scan = b"\xFF\xD8\xFF\xDA\x00\x02abc\xFF\x00d\xFF\xD0e\xFF\xFF\xD9";
        assert!(outline(scan).is_complete);
        for cut in 0..scan.len() {
            assert!(!outline(&scan[..cut]).is_complete, "{cut}");
        }
    }
}
