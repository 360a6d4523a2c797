//! The signature of what is generated.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, Receiver, ReceiverKind, ReturnType, Safety, Signature, Token, Type};

use super::at;
use crate::syntax::{Function, is_builtin};

/// As the user wrote it, without markers; an `async fn` names its future.
pub(super) fn checked(function: &Function, root: &TokenStream) -> TokenStream {
    let mut signature = function.signature.clone();
    for input in &mut signature.inputs {
        let attributes = match input {
            FnArg::Receiver(receiver) => &mut receiver.attrs,
            FnArg::Typed(typed) => &mut typed.attrs,
        };
        attributes.retain(is_builtin);
    }
    with_named_future(signature, root)
}

/// With every mistake undone that would bring errors of its own.
pub(super) fn corrected(function: &Function, root: &TokenStream) -> TokenStream {
    let mut function_signature = function.signature.clone();
    function_signature.constness = None;
    function_signature.safety = Safety::Default;
    function_signature.abi = None;
    function_signature.variadic = None;
    if let Some(FnArg::Receiver(receiver)) = function_signature.inputs.first_mut() {
        by_reference(receiver);
    }
    let corrected = Function {
        attributes: Vec::new(),
        visibility: function.visibility.clone(),
        signature: function_signature,
        body: None,
    };
    checked(&corrected, root)
}

fn by_reference(receiver: &mut Receiver) {
    let is_typed_reference = matches!(&receiver.kind, ReceiverKind::Typed(_, ty) if matches!(ty.as_ref(), Type::Reference(_)));
    let lifetime = match &receiver.kind {
        ReceiverKind::Reference(_, lifetime, _) => lifetime.clone(),
        _ => None,
    };
    if !is_typed_reference {
        receiver.mutability = None;
        receiver.kind = ReceiverKind::Reference(Token![&](receiver.self_token.span), lifetime, None);
    }
}

fn with_named_future(mut signature: Signature, root: &TokenStream) -> TokenStream {
    let Some(asyncness) = signature.asyncness else { return signature.into_token_stream() };
    let ReturnType::Type(arrow, ty) = &signature.output else { return signature.into_token_stream() };
    let span = at(asyncness.span());
    let future = quote_spanned! {span=>
        impl #root::__private::Future<Output = #ty> + #root::__private::Send
    };
    signature.output = ReturnType::Type(*arrow, Box::new(Type::Verbatim(future)));
    signature.asyncness = None;
    signature.into_token_stream()
}
