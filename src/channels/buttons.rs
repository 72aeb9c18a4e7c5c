//! How what there is to choose lies under a message.

use crate::desk::outbox::Choice;

/// Labels of at most so many characters stand beside each other: a number with a star, a yes and a no.
const SHORT: usize = 8;

/// Short labels in one line, others below each other, as far as the platform has lines: at most `widest` in each of at most
/// `lines` lines. What is beyond those is still in the words, with its number.
pub(super) fn laid_out(choices: &[Choice], widest: usize, lines: usize) -> Vec<&[Choice]> {
    let are_short = choices
        .iter()
        .all(|choice| choice.label.chars().count() <= SHORT);
    let wide = match are_short {
        true => widest,
        false => choices.len().div_ceil(lines).clamp(1, widest),
    };
    choices.chunks(wide).take(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_ones_share_a_line_and_others_have_one_each_while_there_are_lines() {
        let short = ["1 ★", "2 ★", "3 ★", "4 ★", "5 ★"];
        let long = "Pflege und Reparatur";
        for (labels, widest, lines, expected) in [
            (short.to_vec(), 8, 100, vec![5]),
            (short.to_vec(), 3, 6, vec![3, 2]),
            (vec![long; 3], 5, 6, vec![1, 1, 1]),
            (vec![long; 8], 5, 6, vec![2, 2, 2, 2]),
            (vec![long, "No"], 8, 100, vec![1, 1]),
            (vec![long; 40], 5, 6, vec![5; 6]),
            (Vec::new(), 5, 6, Vec::new()),
        ] {
            let choices: Vec<Choice> = labels
                .iter()
                .map(|label| Choice {
                    label: (*label).to_owned(),
                    data: String::new(),
                })
                .collect();
            let lengths: Vec<usize> = laid_out(&choices, widest, lines)
                .iter()
                .map(|line| line.len())
                .collect();
            assert_eq!(lengths, expected, "{labels:?}");
        }
    }
}
