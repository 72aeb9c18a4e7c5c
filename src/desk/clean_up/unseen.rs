//! Characters that cannot be seen, letters that pretend, and blanks.

/// A text without characters that nobody sees. Those that join or part letters stay where a script or
/// an emoji needs them.
pub(super) fn strip(text: &str, removed: &mut usize) -> String {
    let reads_backwards = text.chars().any(is_right_to_left);
    let all: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut is_flag = false;
    for (place, &c) in all.iter().enumerate() {
        let before = place
            .checked_sub(1)
            .and_then(|place| all.get(place))
            .copied();
        let after = all.get(place + 1).copied();
        is_flag = c == '\u{1F3F4}' || (is_flag && is_tag(c));
        let stays = match c {
            // Joiners: between the parts of an emoji, and in scripts whose letters join.
            '\u{200D}' => is_joined(before) && is_joined(after),
            '\u{200C}' => {
                before.is_some_and(has_joining_letters) && after.is_some_and(has_joining_letters)
            }
            // Which picture of a character is meant; nothing beside letters and blanks.
            '\u{FE00}'..='\u{FE0F}' => {
                before.is_some_and(|c| !c.is_whitespace() && !c.is_alphabetic() || is_ideograph(c))
            }
            // Marks of direction: where something is written from the right.
            '\u{200E}' | '\u{200F}' | '\u{061C}' => reads_backwards,
            // The flags of England, Scotland and Wales are spelt in tags.
            c if is_tag(c) => is_flag,
            '\u{200B}'
            | '\u{2060}'..='\u{2064}'
            | '\u{FEFF}'
            | '\u{AD}'
            | '\u{180E}'
            | '\u{034F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{206F}'
            | '\u{FFF9}'..='\u{FFFC}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{3164}'
            | '\u{FFA0}' => false,
            c => !c.is_control() || c == '\n' || c == '\t',
        };
        match c {
            _ if !stays => *removed += 1,
            // An unbreakable blank stays where typography wants one: before signs, inside numbers.
            '\u{A0}' | '\u{2007}' if !wants_unbroken(before, after) => {
                *removed += 1;
                out.push(' ');
            }
            '\u{2000}'..='\u{2006}' | '\u{2008}' | '\u{200A}' | '\u{205F}' => {
                *removed += 1;
                out.push(' ');
            }
            '\u{2028}' | '\u{2029}' => {
                *removed += 1;
                out.push('\n');
            }
            c => out.push(c),
        }
    }
    out
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0000}'..='\u{E007F}')
}

fn is_joined(c: Option<char>) -> bool {
    c.is_some_and(|c| has_joining_letters(c) || is_emoji_part(c))
}

/// Scripts in which a joiner or its contrary changes how letters are drawn: Arabic, Syriac, N'Ko,
/// those of India and its neighbours, Mongolian.
fn has_joining_letters(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{08FF}' | '\u{0900}'..='\u{0DFF}' | '\u{0F00}'..='\u{109F}' | '\u{1780}'..='\u{18AF}'
        | '\u{A800}'..='\u{ABFF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{11000}'..='\u{11FFF}')
}

fn is_emoji_part(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{20E3}' | '\u{3030}' | '\u{303D}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '\u{1000}'..='\u{109F}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

fn wants_unbroken(before: Option<char>, after: Option<char>) -> bool {
    after.is_some_and(|c| matches!(c, ':' | ';' | '!' | '?' | '»' | '%' | '€' | '–' | '—'))
        || before.is_some_and(|c| c == '«' || c.is_numeric())
}

/// Letters of bold, italic and other alphabets for mathematics, which screen readers cannot read as
/// words and searches do not find, as the letters they stand for.
pub(super) fn plain_letters(text: &str, removed: &mut usize) -> String {
    text.chars()
        .map(|c| match plain(c) {
            Some(plain) => {
                *removed += 1;
                plain
            }
            None => c,
        })
        .collect()
}

fn plain(c: char) -> Option<char> {
    let within = |place: u32, first: char| char::from_u32(u32::from(first) + place);
    let code = u32::from(c);
    match code {
        // Thirteen alphabets of 52 letters, then digits; the holes are elsewhere, below.
        0x1D400..=0x1D6A3 => match (code - 0x1D400) % 52 {
            place @ 0..=25 => within(place, 'A'),
            place => within(place - 26, 'a'),
        },
        0x1D7CE..=0x1D7FF => within((code - 0x1D7CE) % 10, '0'),
        _ => match c {
            'ℂ' | 'ℭ' => Some('C'),
            'ℊ' => Some('g'),
            'ℋ' | 'ℌ' | 'ℍ' => Some('H'),
            'ℎ' => Some('h'),
            'ℐ' | 'ℑ' => Some('I'),
            'ℒ' => Some('L'),
            'ℕ' => Some('N'),
            'ℙ' => Some('P'),
            'ℚ' => Some('Q'),
            'ℛ' | 'ℜ' | 'ℝ' => Some('R'),
            'ℤ' | 'ℨ' => Some('Z'),
            'ℬ' => Some('B'),
            'ℯ' => Some('e'),
            'ℰ' => Some('E'),
            'ℱ' => Some('F'),
            'ℳ' => Some('M'),
            'ℴ' => Some('o'),
            _ => None,
        },
    }
}

/// A text without blanks at line ends, with one where several stood, and one empty line at most.
pub(super) fn tidy_blanks(text: &str, removed: &mut usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let end = line.trim_end();
        // What a line begins with may be meant: lists are indented.
        let begin = end.len() - end.trim_start().len();
        let (indent, words) = end.split_at(begin);
        let single = words
            .split([' ', '\t'])
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let tidy = format!("{indent}{single}");
        let was_empty = lines.last().is_none_or(|last| last.is_empty());
        if tidy.is_empty() && was_empty {
            *removed += 1;
            continue;
        }
        *removed += usize::from(tidy != line);
        lines.push(tidy);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
        *removed += 1;
    }
    lines.join("\n")
}
