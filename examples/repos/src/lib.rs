//! A code host's API declared with `endpoint`, and a host in memory to run it against.

pub mod api;
pub mod memory;
