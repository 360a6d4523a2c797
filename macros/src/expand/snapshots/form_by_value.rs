// #[endpoint(POST, "/v1/accounts/<account>")]
// fn update(&self, account: &str, #[form] update: Update) -> Call<Account>;

/// `POST /v1/accounts/<account>`
fn update(&self, account: &str, update: Update) -> Call<Account> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "update",
        "POST",
        "/v1/accounts/{account}",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .segment(account)
        .form(&update)
        .call();
    <Call<Account> as ::endpoint::__private::Returns>::from_call(call)
}
