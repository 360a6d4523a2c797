//! Writes what tests include: the Rust blocks of README.md, so that `tests/readme` compiles what
//! readers copy, and a list of what in `tests/ui` has to compile.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    readme(Path::new("../README.md"), &out)?;
    ui(Path::new("ui"), &out)
}

fn readme(readme: &Path, out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", readme.display());
    let text = fs::read_to_string(readme)?;
    let mut blocks = text
        .split("```rust\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("\n```").map(|(block, _)| block));
    fs::write(out.join("first_screen.rs"), blocks.next().unwrap_or(""))?;
    fs::write(
        out.join("program.rs"),
        blocks.collect::<Vec<_>>().join("\n"),
    )
}

/// One module for each `*.fixed.rs`, and for each file in `pass`.
fn ui(folder: &Path, out: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let compiling = files.iter().filter(|file| {
        file.to_string_lossy().ends_with(".fixed.rs") || file.starts_with(folder.join("pass"))
    });
    let mut modules = String::new();
    for file in compiling {
        let name = file
            .with_extension("")
            .to_string_lossy()
            .replace(|character: char| !character.is_ascii_alphanumeric(), "_");
        let path = fs::canonicalize(file)?;
        modules += &format!("#[allow(warnings, clippy::all)]\n#[path = {path:?}]\nmod {name};\n");
    }
    fs::write(out.join("compiling.rs"), modules)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}
