// #[endpoint(GET, "/v1/balance")]
// /// The balance.
// ///
// /// Pending amounts included.
// #[cfg(feature = "balance")]
// #[deprecated]
// pub fn balance(&self) -> Call<Balance>;

/// The balance.
///
/// Pending amounts included.
#[cfg(feature = "balance")]
#[deprecated]
///
/// `GET /v1/balance`
pub fn balance(&self) -> Call<Balance> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "balance",
        "GET",
        "/v1/balance",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT).call();
    <Call<Balance> as ::endpoint::__private::Returns>::from_call(call)
}
