// #[endpoint(GET, "/buckets/<bucket>:list/objects/<key..>")]
// fn objects(&self, bucket: &str, key: &str) -> Call<Objects>;

/// `GET /buckets/<bucket>:list/objects/<key..>`
fn objects(&self, bucket: &str, key: &str) -> Call<Objects> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "objects",
        "GET",
        "/buckets/{bucket}:list/objects/{key}",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .segment(bucket)
        .tail(key)
        .call();
    <Call<Objects> as ::endpoint::__private::Returns>::from_call(call)
}
