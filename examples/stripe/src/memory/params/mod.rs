//! Parameters, from `a[b][0]=v` to typed values: pairs, then a tree, then a declared shape.
//!
//! A family declares what an operation takes as a table of [`Param`]s; everything that is not in
//! the table, is missing from the request or is not of its kind is refused in one place, naming
//! the parameter as Stripe does.

mod pairs;
mod read;
mod schema;
mod tree;

pub(crate) use pairs::decode;
pub(crate) use read::{Params, read};
pub(crate) use schema::{
    LIST, Param, boolean, choice, files, hash, hash_or_empty, id, integer, list, metadata,
    new_metadata, number, range, scope, text, texts, texts_or_empty, up_to,
};
