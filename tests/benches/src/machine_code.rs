//! How much machine code a program has.

use std::path::Path;
use std::{fs, io};

use object::{Object, ObjectSection, SectionKind};

/// The bytes of all sections with code.
///
/// # Errors
///
/// If the file cannot be read or is no program.
pub fn size(program: &Path) -> io::Result<u64> {
    let bytes = fs::read(program)?;
    let file = object::File::parse(bytes.as_slice())
        .map_err(|error| io::Error::other(format!("{}: {error}", program.display())))?;
    let code = file
        .sections()
        .filter(|one| one.kind() == SectionKind::Text);
    Ok(code.map(|section| section.size()).sum())
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::path::Path;

    #[test]
    fn a_program_has_code() {
        let program = env::current_exe().unwrap();
        assert!(super::size(&program).unwrap() > 10_000);
        assert!(super::size(Path::new(env!("CARGO_MANIFEST_PATH"))).is_err());
    }
}
