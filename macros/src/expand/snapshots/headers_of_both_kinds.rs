// #[endpoint(GET, "/v1/balance", headers("Stripe-Version" = "2026-10-28"))]
// fn balance(&self, #[header("Stripe-Account")] account: Option<&AccountId>, #[header("X-Trace")] trace: u64) -> Call<Balance>;

/// `GET /v1/balance`
fn balance(&self, account: Option<&AccountId>, trace: u64) -> Call<Balance> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
            "balance",
            "GET",
            "/v1/balance",
        )
        .headers(&[("stripe-version", "2026-10-28")]);
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .optional_header("stripe-account", &account)
        .header("x-trace", &trace)
        .call();
    <Call<Balance> as ::endpoint::__private::Returns>::from_call(call)
}
