//! A module in which the usual names mean something else.

use endpoint::{Api, Call, endpoint};

struct Option;
struct Result;
struct String;
struct Box;
struct Vec;
struct Request;
struct Endpoint;

mod core {}
mod std {}

pub trait Shadowed: Api {
    #[endpoint(POST, "/v1/<id>")]
    fn shadowed(&self, id: &str, #[field] name: &str) -> Call<()>;

    #[endpoint(GET, "/v1")]
    async fn awaited(&self) -> ::core::result::Result<(), endpoint::Error>;
}
