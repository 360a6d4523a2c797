//! Who is measured, and what is called.

use std::str::FromStr;

use crate::peers::BoxError;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Who {
    ReqwestPlain,
    ReqwestTuned,
    HyperUtil,
    OverReqwest,
    OverHyper,
    /// Over hyper, without what can be left out.
    Bare,
    /// Over hyper, with everything on.
    Full,
}

impl Who {
    /// Those that the tables compare, the one that all others are measured by first.
    pub(crate) const PEERS: [Self; 5] = [
        Self::ReqwestPlain,
        Self::ReqwestTuned,
        Self::OverReqwest,
        Self::HyperUtil,
        Self::OverHyper,
    ];
    const ALL: [Self; 7] = [
        Self::ReqwestPlain,
        Self::ReqwestTuned,
        Self::HyperUtil,
        Self::OverReqwest,
        Self::OverHyper,
        Self::Bare,
        Self::Full,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ReqwestPlain => "reqwest-plain",
            Self::ReqwestTuned => "reqwest-tuned",
            Self::HyperUtil => "hyper-util",
            Self::OverReqwest => "endpoint-reqwest",
            Self::OverHyper => "endpoint-hyper",
            Self::Bare => "endpoint-bare",
            Self::Full => "endpoint-full",
        }
    }

    pub(crate) fn described(self) -> &'static str {
        match self {
            Self::ReqwestPlain => "reqwest by hand, plain",
            Self::ReqwestTuned => "reqwest by hand, tuned",
            Self::HyperUtil => "hyper-util by hand",
            Self::OverReqwest => "**endpoint over reqwest**",
            Self::OverHyper => "**endpoint over hyper**",
            Self::Bare => "endpoint over hyper, no retries",
            Self::Full => "endpoint over hyper, everything on",
        }
    }
}

impl FromStr for Who {
    type Err = BoxError;

    fn from_str(name: &str) -> Result<Self, BoxError> {
        let known = Self::ALL.into_iter().find(|who| who.name() == name);
        known.ok_or_else(|| format!("`{name}` is none of the clients").into())
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Delete,
    Create,
    List,
}

impl Shape {
    pub(crate) const ALL: [Self; 3] = [Self::Delete, Self::Create, Self::List];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::Create => "create",
            Self::List => "list",
        }
    }

    pub(crate) fn described(self) -> &'static str {
        match self {
            Self::Delete => "DELETE with two path parameters",
            Self::Create => "POST with a form of six fields and metadata",
            Self::List => "GET of a page of 100 transfers",
        }
    }

    /// Calls that are counted one by one: enough for the difference of two runs to be steady.
    pub(crate) fn counted(self) -> usize {
        match self {
            Self::Delete | Self::Create => 1000,
            Self::List => 200,
        }
    }

    /// Calls that are timed.
    pub(crate) fn timed(self) -> usize {
        match self {
            Self::Delete | Self::Create => 20_000,
            Self::List => 4000,
        }
    }
}

impl FromStr for Shape {
    type Err = BoxError;

    fn from_str(name: &str) -> Result<Self, BoxError> {
        let known = Self::ALL.into_iter().find(|shape| shape.name() == name);
        known.ok_or_else(|| format!("`{name}` is none of the calls").into())
    }
}
