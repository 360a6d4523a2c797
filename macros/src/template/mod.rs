//! The template language: text in, tree out, with everything that is wrong in it. Knows no tokens.

mod characters;
mod drawing;
mod lexeme;
mod name;
mod parse;
mod path;
mod problem;
mod query;
mod settle;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use characters::{escaped, on_the_wire};
pub(crate) use drawing::draw;
pub(crate) use parse::{Parsed, parse};
pub(crate) use tree::{Pair, Parameter, Piece, Template};
