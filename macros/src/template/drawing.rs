//! Draws a template with a line of carets under one piece of it, since no span can point inside a string.

use std::ops::Range;

const INDENT: &str = "  ";

/// Two lines: the text, and carets under `range` (in bytes); at least one caret.
pub(crate) fn draw(text: &str, range: &Range<usize>) -> String {
    let width = |from: usize, to: usize| {
        let inside = |&(at, _): &(usize, char)| from <= at && at < to;
        text.char_indices()
            .filter(inside)
            .map(|(_, character)| columns(character))
            .sum::<usize>()
    };
    let shown: String = text.chars().map(shown).collect();
    let before = " ".repeat(width(0, range.start));
    let carets = "^".repeat(width(range.start, range.end).max(1));
    format!("{INDENT}{shown}\n{INDENT}{before}{carets}")
}

/// What cannot be seen is shown by its escape, so that the drawing stays one line.
fn shown(character: char) -> String {
    if is_invisible(character) {
        character.escape_default().to_string()
    } else {
        character.to_string()
    }
}

fn is_invisible(character: char) -> bool {
    let zero_width_or_direction = matches!(
        character,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    );
    character.is_control() || zero_width_or_direction
}

fn columns(character: char) -> usize {
    if is_invisible(character) {
        return shown(character).len();
    }
    let is_wide = matches!(
        character,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
            | '\u{1f300}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6ff}' | '\u{1f900}'..='\u{1f9ff}' | '\u{20000}'..='\u{3fffd}'
    );
    if is_wide { 2 } else { 1 }
}
