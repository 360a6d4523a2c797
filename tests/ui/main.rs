//! What the compiler says of each mistake, and that what should compile does.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/*/*.fail.rs");
}
