// #[endpoint("SEARCH", "/v1/<type>?<in>")]
// fn r#match(&self, r#type: &str, r#in: bool) -> Call<()>;

/// `SEARCH /v1/<type>?<in>`
fn r#match(&self, r#type: &str, r#in: bool) -> Call<()> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "match",
        "SEARCH",
        "/v1/{type}",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .segment(r#type)
        .query("in", &r#in)
        .call();
    <Call<()> as ::endpoint::__private::Returns>::from_call(call)
}
