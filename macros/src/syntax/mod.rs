//! From tokens to a tree, without a judgement on what they say.

mod attribute;
mod item;
mod keyword;

pub(crate) use attribute::{Attribute, Entry, Named, Value};
pub(crate) use item::{Function, Item, Other, is_builtin, is_endpoint};
pub(crate) use keyword::with_raw_arguments;
