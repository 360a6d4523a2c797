// The suite, as a part of a program that says which `TRANSPORT` it goes over.

mod blocking;
mod budget;
mod calls;
mod compression;
mod curl;
mod doubles;
mod doubt;
mod downloads;
mod failures;
mod headers;
mod idempotency;
mod in_flight;
mod keys;
mod layers;
mod limits;
mod links;
mod multipart;
mod own_errors;
mod own_reqwest;
mod pages;
mod parity;
mod paths;
mod redirects;
mod refresh;
mod responses;
mod retries;
mod retry_table;
mod scopes;
mod settings;
mod spans;
mod testing;
mod time;
mod tls;
mod transports;
mod undeclared;
mod uploads;
mod words;

use endpoint::transport::Hyper;
use endpoint::{Client, ClientBuilder};

/// The transports that are built in.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(dead_code, reason = "each program goes over one of them")]
enum Transport {
    Reqwest,
    Hyper,
}

/// A client for `base` over the transport of this program.
fn over(base: impl Into<String>) -> ClientBuilder {
    through(Client::builder(base))
}

/// The same with settings that are there already.
fn through(builder: ClientBuilder) -> ClientBuilder {
    match TRANSPORT {
        Transport::Reqwest => builder,
        Transport::Hyper => builder.transport(Hyper::new().unwrap()),
    }
}
