//! Arguments whose names an expansion might have chosen for itself.

use endpoint::{Api, Call, Client, endpoint};

trait Named: Api {
    #[endpoint(
        GET,
        "/<client>/<call>/<path>/<request>/<self_>/<type>/<endpoint>/<value>/<api>/<arguments>"
    )]
    #[expect(clippy::too_many_arguments)]
    fn all(
        &self,
        client: u8,
        call: u8,
        path: u8,
        request: u8,
        self_: u8,
        r#type: u8,
        endpoint: u8,
        value: u8,
        api: u8,
        arguments: u8,
    ) -> Call<()>;
}

impl Named for Client {}

#[endpoint(GET, "/<ENDPOINT>/<request>")]
#[expect(non_snake_case)]
fn free(client: &Client, ENDPOINT: u8, request: u8) -> Call<()>;

#[test]
fn each_argument_reaches_its_place() {
    let path = |call: Call<()>| call.request().unwrap().uri().path().to_owned();
    let client = Client::offline();
    assert_eq!(
        path(client.all(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)),
        "/0/1/2/3/4/5/6/7/8/9"
    );
    assert_eq!(path(free(client, 1, 2)), "/1/2");
}
