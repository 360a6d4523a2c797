//! Without a prelude.
#![no_implicit_prelude]

use ::endpoint::{Api, Call, Client, Error, RawBody, endpoint};

trait Bare: Api {
    #[endpoint(DELETE, "/a/<one>/<two>")]
    fn delete(&self, one: &str, two: u32) -> Call<()>;

    #[endpoint(POST, "/b")]
    fn json(&self, #[json] body: &u32) -> Call<()>;

    #[endpoint(POST, "/c")]
    fn form(&self, #[form] body: &[(&str, &str)]) -> Call<()>;

    #[endpoint(GET, "/d/<id>")]
    async fn asynchronous(&self, id: &str) -> ::core::result::Result<(), Error<RawBody>>;
}

impl Bare for Client {}

#[test]
fn the_calls_are_built() {
    let request = Client::offline().delete("x", 1).request();
    ::std::assert!(request.is_ok_and(|request| request.uri().path() == "/a/x/1"));
}
