// #[endpoint(POST, "/v1/accounts")]
// fn create(&self, #[json] account: &NewAccount) -> Call<Account>;

/// `POST /v1/accounts`
fn create(&self, account: &NewAccount) -> Call<Account> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "create",
        "POST",
        "/v1/accounts",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT).json(account).call();
    <Call<Account> as ::endpoint::__private::Returns>::from_call(call)
}
