//! Finds the word that was probably meant.

/// The candidate nearest to `word`, if one is near enough to be a slip of the keyboard.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let scored = candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate));
    let is_near = |&(distance, candidate): &(usize, &str)| {
        let length = word.chars().count().max(candidate.chars().count());
        distance <= (length / 3).clamp(1, 3) && distance < length
    };
    scored
        .filter(is_near)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// Damerau-Levenshtein (optimal string alignment): inserted, dropped, replaced, swapped; case counts for nothing.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.to_lowercase().chars().collect();
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut rows: Vec<Vec<usize>> = vec![(0..=right.len()).collect()];
    for i in 1..=left.len() {
        let mut row = vec![i];
        for j in 1..=right.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            let is_swap =
                i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if is_swap {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found() {
        let options = ["timeout", "idempotent", "headers"];
        assert_eq!(nearest("timout", options), Some("timeout"));
        assert_eq!(nearest("idempotant", options), Some("idempotent"));
        assert_eq!(nearest("haeders", options), Some("headers"));
        assert_eq!(nearest("retry", options), None);
        assert_eq!(nearest("persom", ["person", "account"]), Some("person"));
        assert_eq!(nearest("a", ["b"]), None);
    }
}
