// #[endpoint(POST, "/v1/refunds")]
// fn refund(&self, #[field] charge: &str, #[field("amount[value]")] amount: Option<u64>) -> Call<Refund>;

/// `POST /v1/refunds`
fn refund(&self, charge: &str, amount: Option<u64>) -> Call<Refund> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "refund",
        "POST",
        "/v1/refunds",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .field("charge", charge)
        .field("amount[value]", &amount)
        .call();
    <Call<Refund> as ::endpoint::__private::Returns>::from_call(call)
}
