//! Places a declaration may stand in, and the attributes that travel with it.

use std::fmt::Display;

use endpoint::{Api, Call, Client, endpoint};
use serde::Serialize;

/// A generic trait with other methods around its endpoints.
trait Store<Id: Display>: Api {
    const PREFIX: &'static str = "x";

    fn prefix(&self) -> &str {
        Self::PREFIX
    }

    #[endpoint(GET, "/store/<id>")]
    fn item(&self, id: &Id) -> Call<()>;

    #[endpoint(POST, "/store/<id>")]
    fn put<P>(&self, id: Id, #[json] item: &P) -> Call<()>
    where
        P: Serialize + ?Sized;

    #[cfg(any())]
    #[endpoint(GET, "/never")]
    fn never(&self) -> Missing;

    #[endpoint(GET, "/also-never")]
    #[cfg(any())]
    fn also_never(&self) -> Missing;

    #[deprecated(note = "use `item`")]
    #[endpoint(GET, "/old/<id>")]
    fn old(&self, id: &Id) -> Call<()>;
}

impl Store<u64> for Client {}

struct Scoped<'a, A: Api> {
    api: &'a A,
}

impl<A: Api> Api for Scoped<'_, A> {
    fn client(&self) -> &Client {
        self.api.client()
    }
}

impl<'a, A: Api> Scoped<'a, A> {
    #[endpoint(GET, "/scoped/<id>")]
    fn get(&self, id: &'a str) -> Call<()>;
}

fn path(call: Call<()>) -> String {
    call.request().unwrap().uri().path().to_owned()
}

#[test]
fn each_place_builds_its_call() {
    let client = Client::offline();
    assert_eq!(path(client.item(&1)), "/store/1");
    assert_eq!(path(client.put(2, "item")), "/store/2");
    assert_eq!(path(Scoped { api: client }.get("a")), "/scoped/a");
    assert_eq!(client.prefix(), "x");
    #[expect(deprecated)]
    let old = client.old(&3);
    assert_eq!(path(old), "/old/3");
}
