// #[endpoint(DELETE, "/v1/accounts/<account>/persons/<person>")]
// fn delete(&self, account: &AccountId, person: &PersonId) -> Call<Deleted<PersonId>>;

/// `DELETE /v1/accounts/<account>/persons/<person>`
fn delete(&self, account: &AccountId, person: &PersonId) -> Call<Deleted<PersonId>> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "delete",
        "DELETE",
        "/v1/accounts/{account}/persons/{person}",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .segment(account)
        .segment(person)
        .call();
    <Call<Deleted<PersonId>> as ::endpoint::__private::Returns>::from_call(call)
}
