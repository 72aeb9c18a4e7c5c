//! Maps of China are drawn in coordinates of their own (GCJ-02), some hundred metres off those of
//! satellites (WGS-84). A marker on such a map needs them. The way there is known by observation;
//! it is described at <https://en.wikipedia.org/wiki/Restrictions_on_geographic_data_in_China>.

use std::f64::consts::PI;

/// Half the longer axis of the ellipsoid that is used there, in metres.
const AXIS: f64 = 6_378_245.0;
/// The square of its eccentricity.
const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;

/// Degrees north and east on a map of China; elsewhere they stay as they are.
#[must_use]
pub fn of_wgs84(latitude: f64, longitude: f64) -> (f64, f64) {
    let is_in_china =
        (72.004..=137.8347).contains(&longitude) && (0.8293..=55.8271).contains(&latitude);
    if !is_in_china {
        return (latitude, longitude);
    }
    let (north, east) = shift(longitude - 105.0, latitude - 35.0);
    let angle = latitude / 180.0 * PI;
    let flat = 1.0 - ECCENTRICITY * angle.sin().powi(2);
    let meridian = AXIS * (1.0 - ECCENTRICITY) / flat.powf(1.5);
    let parallel = AXIS / flat.sqrt() * angle.cos();
    (
        latitude + north * 180.0 / (meridian * PI),
        longitude + east * 180.0 / (parallel * PI),
    )
}

/// Metres north and east, by the distance in degrees from a point in the middle of China.
fn shift(x: f64, y: f64) -> (f64, f64) {
    let wave = |at: f64, parts: &[(f64, f64)]| -> f64 {
        parts
            .iter()
            .map(|(height, length)| height * (at * PI * length).sin())
            .sum::<f64>()
            * 2.0
            / 3.0
    };
    let root = x.abs().sqrt();
    let both = wave(x, &[(20.0, 6.0), (20.0, 2.0)]);
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + both
        + wave(y, &[(20.0, 1.0), (40.0, 1.0 / 3.0)])
        + wave(y, &[(160.0, 1.0 / 12.0), (320.0, 1.0 / 30.0)]);
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + both
        + wave(x, &[(20.0, 1.0), (40.0, 1.0 / 3.0)])
        + wave(x, &[(150.0, 1.0 / 12.0), (300.0, 1.0 / 30.0)]);
    (north, east)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_china_moves_and_one_elsewhere_does_not() {
        for (latitude, longitude, north, east) in [
            // Shanghai, Shenzhen and Beijing, as maps there have them.
            (31.177_427_6, 121.527_210_6, 31.175_304_0, 121.531_541_9),
            (22.543_847, 113.912_316, 22.540_796_1, 113.917_176_5),
            (39.911_954, 116.377_817, 39.913_345_5, 116.384_047_2),
            (53.55, 9.99, 53.55, 9.99),
            (-33.86, 151.2, -33.86, 151.2),
        ] {
            let (to_north, to_east) = of_wgs84(latitude, longitude);
            // A ten-thousandth of a degree is eleven metres.
            assert!(
                (to_north - north).abs() < 1e-5 && (to_east - east).abs() < 1e-5,
                "{latitude} {longitude}: {to_north} {to_east}"
            );
        }
    }
}
