//! What arrives at a server, byte for byte, and what comes back from one, over the default transport.

include!("suite.rs");

const TRANSPORT: Transport = Transport::Reqwest;
