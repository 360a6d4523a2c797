//! Compares expansions with what is stored.
