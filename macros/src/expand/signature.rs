//! The signature of what is generated, and of what stands in for it after errors.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, Receiver, ReceiverKind, ReturnType, Safety, Signature, Token, Type, TypeNever};

use super::at;
use crate::model::{future_output, is_named, mentions_impl, principal_span};
use crate::syntax::is_builtin;

/// As the user wrote it, without markers; an `async fn` names its future.
pub(super) fn checked(signature: &Signature, root: &TokenStream) -> Signature {
    let mut checked = signature.clone();
    for input in &mut checked.inputs {
        let attributes = match input {
            FnArg::Receiver(receiver) => &mut receiver.attrs,
            FnArg::Typed(typed) => &mut typed.attrs,
        };
        attributes.retain(is_builtin);
    }
    if let (Some(_), ReturnType::Type(arrow, output)) = (signature.asyncness, &signature.output) {
        // Begins and ends as if the user had written it, so that a mistake in the type is told once.
        let span = principal_span(output);
        let future = quote_spanned!(at(span)=> #root::__private::Future);
        let send = quote_spanned!(at(span)=> #root::__private::Send);
        let future = quote_spanned!(span=> impl #send + #future<Output = #output>);
        // Advice of the compiler's goes behind the last token: it is ours, so there is none that garbles the type.
        let mut future = Group::new(Delimiter::Parenthesis, future);
        future.set_span(at(span));
        let future = Type::Verbatim(future.into_token_stream());
        checked.output = ReturnType::Type(*arrow, Box::new(future));
        checked.asyncness = None;
    }
    checked
}

/// With every mistake undone that would bring errors of its own.
pub(super) fn corrected(signature: &Signature) -> Signature {
    let mut corrected = signature.clone();
    corrected.constness = None;
    corrected.safety = Safety::Default;
    corrected.abi = None;
    corrected.variadic = None;
    if let Some(FnArg::Receiver(receiver)) = corrected.inputs.first_mut() {
        by_reference(receiver);
    }
    answered(&mut corrected);
    corrected
}

fn by_reference(receiver: &mut Receiver) {
    let lifetime = match &receiver.kind {
        ReceiverKind::Typed(_, ty) if matches!(ty.as_ref(), Type::Reference(_)) => return,
        ReceiverKind::Reference(_, lifetime, _) => lifetime.clone(),
        _ => None,
    };
    receiver.mutability = None;
    receiver.kind = ReceiverKind::Reference(Token![&](receiver.self_token.span), lifetime, None);
}

/// Returns what callers expect of a method that is awaited.
fn answered(signature: &mut Signature) {
    let ReturnType::Type(arrow, output) = &signature.output else {
        return;
    };
    let output = match future_output(output) {
        Some(awaited) => awaited.clone(),
        None if mentions_impl(output.to_token_stream()) => {
            let never = Type::Never(TypeNever {
                attrs: Vec::new(),
                bang_token: Token![!](output.span()),
            });
            signature.output = ReturnType::Type(*arrow, Box::new(never));
            return;
        }
        None if is_named(output, &["Result"]) => output.as_ref().clone(),
        None => return,
    };
    signature.output = ReturnType::Type(*arrow, Box::new(output));
    signature.asyncness = Some(Token![async](signature.fn_token.span));
}
