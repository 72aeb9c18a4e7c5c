//! Host names in other alphabets as browsers write them in headers: булочная.рф is
//! `xn--80ab4aie2a4a7d.xn--p1ai`. The encoding is Punycode, <https://www.rfc-editor.org/rfc/rfc3492>.

const BASE: u32 = 36;
const FEWEST: u32 = 1;
const MOST: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_FOREIGN: u32 = 0x80;

/// The name, with its port if it has one, in ASCII; nothing for a name too long to be written so, or a port that is none.
#[must_use]
pub fn ascii_host(host: &str) -> Option<String> {
    let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let labels: Option<Vec<String>> = name.split('.').map(ascii_label).collect();
    let name = labels?.join(".");
    Some(if port.is_empty() {
        name
    } else {
        format!("{name}:{port}")
    })
}

fn ascii_label(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_ascii_lowercase());
    }
    encode(&label.to_lowercase()).map(|code| format!("xn--{code}"))
}

/// Section 6.3: first what is ASCII, then where each foreign letter goes, from the lowest on.
fn encode(label: &str) -> Option<String> {
    let mut code: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(code.len()).ok()?;
    if basic > 0 {
        code.push('-');
    }
    let (mut lowest, mut delta, mut bias, mut handled) = (FIRST_FOREIGN, 0_u32, FIRST_BIAS, basic);
    let length = u32::try_from(label.chars().count()).ok()?;
    while handled < length {
        let next = label
            .chars()
            .map(u32::from)
            .filter(|point| *point >= lowest)
            .min()?;
        delta = delta.checked_add((next - lowest).checked_mul(handled + 1)?)?;
        for point in label.chars().map(u32::from) {
            if point < next {
                delta = delta.checked_add(1)?;
            } else if point == next {
                write_number(&mut code, delta, bias);
                bias = adapted(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        lowest = next + 1;
        delta = delta.checked_add(1)?;
    }
    Some(code)
}

/// A number whose end can be told by its digits: section 3.3.
fn write_number(code: &mut String, number: u32, bias: u32) {
    let mut rest = number;
    let mut weight = BASE;
    loop {
        let threshold = weight.saturating_sub(bias).clamp(FEWEST, MOST);
        if rest < threshold {
            code.extend(char::from_digit(rest, BASE).map(digit));
            return;
        }
        let place = threshold + (rest - threshold) % (BASE - threshold);
        code.extend(char::from_digit(place, BASE).map(digit));
        rest = (rest - threshold) / (BASE - threshold);
        weight += BASE;
    }
}

/// Punycode counts from `a` to `z` and goes on with `0` to `9`; the usual way is the other way round.
fn digit(usual: char) -> char {
    let value = u8::try_from(usual.to_digit(BASE).unwrap_or_default()).unwrap_or_default();
    char::from(if value < 26 {
        b'a' + value
    } else {
        b'0' + value - 26
    })
}

fn adapted(delta: u32, handled: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / handled;
    let mut steps = 0;
    while delta > ((BASE - FEWEST) * MOST) / 2 {
        delta /= BASE - FEWEST;
        steps += BASE;
    }
    steps + (BASE - FEWEST + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::ascii_host;

    /// As Chromium and Python's codec write them.
    #[test]
    fn names_in_other_alphabets_are_written_as_browsers_write_them() {
        for (host, expected) in [
            ("shop.example", "shop.example"),
            ("Shop.Example:8080", "shop.example:8080"),
            ("[::1]:8080", "[::1]:8080"),
            ("булочная.рф:8080", "xn--80ab4aie2a4a7d.xn--p1ai:8080"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("BÜCHER.example", "xn--bcher-kva.example"),
            ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
            ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
            ("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"),
        ] {
            assert_eq!(ascii_host(host).as_deref(), Some(expected), "{host}");
        }
    }

    #[test]
    fn fuzz_hosts() {
        crate::base::fuzz::text(
            "hosts",
            &[
                "bücher.example",
                "xn--bcher-kva.example",
                "例え.テスト",
                "ИМЯ.example",
            ],
            &[".", "xn--", "ß", "。"],
            |host| {
                if let Some(ascii) = ascii_host(host) {
                    assert!(ascii.is_ascii(), "{ascii}");
                    assert_eq!(
                        ascii_host(&ascii).as_deref(),
                        Some(ascii.as_str()),
                        "{host}"
                    );
                }
            },
        );
    }
}
