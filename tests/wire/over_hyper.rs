//! The same suite over the transport `hyper`.

include!("suite.rs");

const TRANSPORT: Transport = Transport::Hyper;
