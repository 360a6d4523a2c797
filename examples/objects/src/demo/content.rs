//! A file that does not repeat itself.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes `size` bytes that look random and are the same on every run (xorshift).
pub(super) fn write(path: &Path, size: u64) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1024 * 1024, File::create(path)?);
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut left = size;
    while left > 0 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let word = state.to_le_bytes();
        let length = left.min(word.len() as u64);
        file.write_all(&word[..usize::try_from(length).unwrap_or(word.len())])?;
        left -= length;
    }
    file.flush()
}
