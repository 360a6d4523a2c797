// #[endpoint(GET, "/<client>/<call>/<path>/<request>/<self_>/<endpoint>/<ENDPOINT>")]
// fn collide(&self, client: &str, call: &str, path: &str, request: &str, self_: &str, endpoint: &str, ENDPOINT: &str) -> Call<()>;

/// `GET /<client>/<call>/<path>/<request>/<self_>/<endpoint>/<ENDPOINT>`
fn collide(
    &self,
    client: &str,
    call: &str,
    path: &str,
    request: &str,
    self_: &str,
    endpoint: &str,
    ENDPOINT: &str,
) -> Call<()> {
    static ENDPOINT_: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "collide",
        "GET",
        "/{client}/{call}/{path}/{request}/{self_}/{endpoint}/{ENDPOINT}",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT_)
        .segment(client)
        .segment(call)
        .segment(path)
        .segment(request)
        .segment(self_)
        .segment(endpoint)
        .segment(ENDPOINT)
        .call();
    <Call<()> as ::endpoint::__private::Returns>::from_call(call)
}
