// #[endpoint(PUT, "/v1/<key..>")]
// fn put(&self, key: &str, #[headers] options: &Options, #[headers("X-Meta-")] metadata: BTreeMap<String, String>) -> Call<()>;

/// `PUT /v1/<key..>`
fn put(
    &self,
    key: &str,
    options: &Options,
    metadata: BTreeMap<String, String>,
) -> Call<()> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "put",
        "PUT",
        "/v1/{key}",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .tail(key)
        .headers("", options)
        .headers("x-meta-", &metadata)
        .call();
    <Call<()> as ::endpoint::__private::Returns>::from_call(call)
}
