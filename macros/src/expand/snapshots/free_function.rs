// #[endpoint(GET, "/v1/accounts/<account>")]
// pub fn retrieve(client: &impl Api, account: AccountId) -> Call<Account>;

/// `GET /v1/accounts/<account>`
pub fn retrieve(client: &impl Api, account: AccountId) -> Call<Account> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "retrieve",
        "GET",
        "/v1/accounts/{account}",
    );
    let call = ::endpoint::__private::Request::new(client, &ENDPOINT)
        .segment(&account)
        .call();
    <Call<Account> as ::endpoint::__private::Returns>::from_call(call)
}
