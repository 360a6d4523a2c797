// #[endpoint(PUT, "/v1/images/<name>.png")]
// fn put(&self, name: &str, #[body("image/png")] image: Vec<u8>) -> Call<()>;

/// `PUT /v1/images/<name>.png`
fn put(&self, name: &str, image: Vec<u8>) -> Call<()> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "put",
        "PUT",
        "/v1/images/{name}.png",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .segment(name)
        .typed_body("image/png", image)
        .call();
    <Call<()> as ::endpoint::__private::Returns>::from_call(call)
}
