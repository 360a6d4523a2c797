//! Takes the Rust blocks out of README.md, so that `tests/readme` compiles what readers copy.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let readme = Path::new("../README.md");
    println!("cargo::rerun-if-changed={}", readme.display());
    let text = fs::read_to_string(readme)?;
    let mut blocks = text
        .split("```rust\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("\n```").map(|(block, _)| block));
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let write = |name, block: String| fs::write(Path::new(&out).join(name), block);
    write("first_screen.rs", blocks.next().unwrap_or("").to_owned())?;
    write("program.rs", blocks.collect::<Vec<_>>().join("\n"))
}
