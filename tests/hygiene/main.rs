//! Expansions in hostile surroundings: they name nothing that the user's scope could change.

mod names;
mod no_prelude;
mod places;
mod shadowed;
