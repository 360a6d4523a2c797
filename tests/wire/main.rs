//! What arrives at a server, byte for byte, and what comes back from one.

mod blocking;
mod calls;
mod curl;
mod doubles;
mod downloads;
mod failures;
mod headers;
mod keys;
mod layers;
mod limits;
mod multipart;
mod pages;
mod parity;
mod paths;
mod refresh;
mod responses;
mod retries;
mod scopes;
mod settings;
mod spans;
mod testing;
mod undeclared;
