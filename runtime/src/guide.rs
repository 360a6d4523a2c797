#![doc = include_str!("docs/guide/index.md")]

macro_rules! pages {
    ($($(#[$attribute:meta])* $name:ident,)*) => {
        $(pub mod $name { $(#![$attribute])* })*
    };
}

pages! {
    #[doc = include_str!("docs/guide/first_call.md")]
    first_call,
    #[doc = include_str!("docs/guide/declaring.md")]
    declaring,
    #[doc = include_str!("docs/guide/arguments.md")]
    arguments,
    #[doc = include_str!("docs/guide/auth.md")]
    auth,
    #[doc = include_str!("docs/guide/errors.md")]
    errors,
    #[doc = include_str!("docs/guide/pages.md")]
    pages,
    #[doc = include_str!("docs/guide/streams.md")]
    #[cfg_attr(feature = "multipart", doc = include_str!("docs/guide/streams_multipart.md"))]
    streams,
    #[doc = include_str!("docs/guide/testing.md")]
    #[cfg_attr(feature = "testing", doc = include_str!("docs/guide/testing_kit.md"))]
    testing,
    #[doc = include_str!("docs/guide/observability.md")]
    observability,
    #[doc = include_str!("docs/guide/performance.md")]
    performance,
    #[doc = include_str!("docs/guide/from_reqwest.md")]
    from_reqwest,
    #[doc = include_str!("docs/guide/from_sdk.md")]
    from_sdk,
    #[doc = include_str!("docs/guide/not_there.md")]
    not_there,
}
