//! No text panics the parser; a legal one prints as written, a wrong one is corrected to a legal one.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, unused_imports)]
#[path = "../../macros/src/template/mod.rs"]
mod template;

const ARGUMENTS: [&str; 2] = ["a", "key"];

fuzz_target!(|text: &str| {
    let parsed = template::parse(text, &ARGUMENTS);
    let printed = parsed.template.to_string();
    if parsed.problems.is_empty() {
        assert_eq!(printed, text);
    } else {
        let corrected = template::parse(&printed, &ARGUMENTS);
        assert!(
            corrected.problems.is_empty(),
            "{text:?} was corrected to {printed:?}"
        );
    }
    for problem in &parsed.problems {
        assert!(text.get(problem.range.clone()).is_some());
        assert!(!problem.what().is_empty());
        template::draw(text, &problem.range);
    }
    let _ = parsed.template.label();
});
