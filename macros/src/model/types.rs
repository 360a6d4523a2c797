//! What the spelling of a type tells; macros see tokens, so an alias tells nothing.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments, PathSegment, Type, TypeParamBound};

use crate::diag::words;

/// Without parentheses and the invisible groups of `macro_rules!`.
fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Paren(inner) => bare(&inner.elem),
        Type::Group(inner) => bare(&inner.elem),
        _ => ty,
    }
}

pub(crate) fn is_reference(ty: &Type) -> bool {
    matches!(bare(ty), Type::Reference(_))
}

pub(super) fn behind_references(ty: &Type) -> &Type {
    match bare(ty) {
        Type::Reference(reference) => behind_references(&reference.elem),
        bare => bare,
    }
}

/// The `Call` of `&endpoint::Call<T>`.
pub(super) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match behind_references(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

pub(crate) fn is_named(ty: &Type, names: &[&str]) -> bool {
    last_segment(ty).is_some_and(|segment| names.iter().any(|name| segment.ident == name))
}

/// The types between the angle brackets of the last segment.
pub(super) fn type_arguments(ty: &Type) -> Vec<&Type> {
    let Some(PathArguments::AngleBracketed(angle)) =
        last_segment(ty).map(|segment| &segment.arguments)
    else {
        return Vec::new();
    };
    let types = angle.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// The `T` of `Option<T>`, also behind references.
pub(super) fn optional(ty: &Type) -> Option<&Type> {
    if is_named(ty, &["Option"]) {
        type_arguments(ty).first().copied()
    } else {
        None
    }
}

/// A number, a boolean, a character or text, perhaps optional: one value, with no names in it.
pub(super) fn is_primitive(ty: &Type) -> bool {
    let primitives = [
        "bool", "char", "str", "String", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16",
        "i32", "i64", "i128", "isize", "f32", "f64",
    ];
    match optional(ty) {
        Some(inner) => is_primitive(inner),
        None => is_named(ty, &primitives),
    }
}

/// `String` for `&str`, `Vec<T>` for `&[T]`, `T` for `&T`.
pub(super) fn owned(ty: &Type) -> String {
    match behind_references(ty) {
        Type::Slice(slice) => format!("Vec<{}>", words(&slice.elem)),
        text if is_named(text, &["str"]) => String::from("String"),
        other => words(other),
    }
}

/// The `T` of `impl Future<Output = T>`.
pub(crate) fn future_output(ty: &Type) -> Option<&Type> {
    let Type::ImplTrait(bounds) = ty else {
        return None;
    };
    bounds.bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else {
            return None;
        };
        let PathArguments::AngleBracketed(angle) = &bound.path.segments.last()?.arguments else {
            return None;
        };
        angle.args.iter().find_map(|argument| match argument {
            GenericArgument::AssocType(assoc) if assoc.ident == "Output" => Some(&assoc.ty),
            _ => None,
        })
    })
}

pub(crate) fn mentions_impl(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "impl",
        TokenTree::Group(group) => mentions_impl(group.stream()),
        _ => false,
    })
}

/// Where a mistake about the type is shown: the name in it that says most.
pub(crate) fn principal_span(ty: &Type) -> Span {
    match last_segment(ty) {
        Some(segment) => segment.ident.span(),
        None => behind_references(ty).span(),
    }
}
