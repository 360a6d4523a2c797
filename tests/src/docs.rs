//! The reference page of the language, whose examples are compiled here: `endpoint-macros` cannot
//! depend on the crate that they use. What the catalogue of messages says is shown by `tests/ui`.

#[cfg(doctest)]
#[doc = include_str!("../../macros/src/docs/endpoint.md")]
pub struct Reference;

#[cfg(doctest)]
#[doc = include_str!("../../macros/src/docs/messages.md")]
pub struct Messages;
