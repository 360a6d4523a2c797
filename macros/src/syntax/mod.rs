//! From tokens to a tree, without a judgement on what they say.

mod attribute;
mod item;

pub(crate) use attribute::{Attribute, Entry, Named, Value};
pub(crate) use item::{Function, Item, Other, is_builtin, is_endpoint};
