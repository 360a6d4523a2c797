// #[endpoint(POST, "/v1/x", timeout = "1500ms", idempotent = true, base = "files", auth = false, accept = "application/pdf", crate = crate::http)]
// async fn x(&self) -> Result<(), Error>;

/// `POST /v1/x`
fn x(
    &self,
) -> (impl crate::http::__private::Send + crate::http::__private::Future<
    Output = Result<(), Error>,
>) {
    static ENDPOINT: crate::http::__private::Endpoint = crate::http::__private::Endpoint::new(
            "x",
            "POST",
            "/v1/x",
        )
        .timeout_millis(1500)
        .idempotent(true)
        .base("files")
        .no_auth()
        .accept("application/pdf");
    let call = crate::http::__private::Request::new(self, &ENDPOINT).call();
    <Result<(), Error> as crate::http::__private::Awaited>::from_call(call)
}
