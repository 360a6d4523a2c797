//! Ids that look like Stripe's, never repeat, and come out the same on every run.

use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Hands out ids; the n-th one is the same in every run.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Ids {
    issued: u64,
}

impl Ids {
    /// The next tail of an id, to be put behind any prefix.
    pub(crate) fn tail(&mut self) -> String {
        self.issued += 1;
        format!("1{}{}", digits(self.issued, 6), noise(self.issued, 17))
    }

    /// The next id with the given prefix.
    pub(crate) fn next(&mut self, prefix: &str) -> String {
        format!("{prefix}_{}", self.tail())
    }
}

/// The id of the n-th request.
pub(crate) fn request_id(number: u64) -> String {
    format!("req_{}{}", digits(number, 6), noise(!number, 8))
}

/// A stable, one-way name for a text (FNV-1a).
pub(crate) fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// `number` in base 62 with at least `width` digits: unique, and in order.
fn digits(mut number: u64, width: usize) -> String {
    let mut text = Vec::with_capacity(width);
    while number > 0 || text.len() < width {
        text.push(letter(number));
        number /= 62;
    }
    text.iter().rev().collect()
}

/// Letters that only look random.
fn noise(seed: u64, width: usize) -> String {
    let mut state = seed;
    let mut step = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    (0..width).map(|_| letter(step())).collect()
}

fn letter(number: u64) -> char {
    // The remainder is below 62, so the index is in range.
    let index = usize::try_from(number % 62).unwrap_or(0);
    char::from(ALPHABET[index])
}

#[cfg(test)]
mod tests {
    use super::{Ids, fingerprint, request_id};

    #[test]
    fn ids_never_repeat_and_sort_by_age() {
        let mut ids = Ids::default();
        let made: Vec<String> = (0..5_000).map(|_| ids.next("tr")).collect();
        let mut sorted = made.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(made, sorted);
        assert_eq!(made[0].len(), "tr_".len() + 24);
    }

    #[test]
    fn every_run_gives_the_same_ids() {
        assert_eq!(Ids::default().next("tu"), Ids::default().next("tu"));
        assert_eq!(request_id(7), request_id(7));
        assert_ne!(request_id(7), request_id(8));
    }

    #[test]
    fn a_fingerprint_does_not_hold_the_text() {
        assert!(!fingerprint("sk_test_secret").contains("secret"));
        assert_ne!(fingerprint("sk_test_a"), fingerprint("sk_test_b"));
    }
}
