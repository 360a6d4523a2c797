// #[endpoint(GET, "/v1/accounts/<account>")]
// async fn retrieve(&self, account: &AccountId) -> Result<Account, Error<StripeError>>;

/// `GET /v1/accounts/<account>`
fn retrieve(
    &self,
    account: &AccountId,
) -> (impl ::endpoint::__private::Send + ::endpoint::__private::Future<
    Output = Result<Account, Error<StripeError>>,
>) {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "retrieve",
        "GET",
        "/v1/accounts/{account}",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .segment(account)
        .call();
    <Result<
        Account,
        Error<StripeError>,
    > as ::endpoint::__private::Awaited>::from_call(call)
}
