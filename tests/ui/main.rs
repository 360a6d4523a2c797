//! What the compiler says of each mistake, that its help is true, and that every form compiles.
//!
//! Each `NAME.rs` in a topic's folder is one mistake; `NAME.stderr` is what is told, and
//! `NAME.fixed.rs` the same declaration with the help followed. Those, and all of `pass`, are
//! modules of this very test: that it compiles is their proof.

mod advice;
mod fixture;
mod gates;

include!(concat!(env!("OUT_DIR"), "/compiling.rs"));

/// What `crate = crate::http` finds.
mod http {
    pub(crate) use endpoint::__private;
}

#[test]
fn each_mistake_is_told_as_recorded() {
    let cases = trybuild::TestCases::new();
    for fixture in fixture::all() {
        cases.compile_fail(fixture.path);
    }
}
