// #[endpoint(POST, "/v1/<id>")]
// fn generic<'a, T>(&'a self, id: impl Display, #[json] value: &'a T) -> Call<T> where T: Serialize + Decode;

/// `POST /v1/<id>`
fn generic<'a, T>(&'a self, id: impl Display, value: &'a T) -> Call<T>
where
    T: Serialize + Decode,
{
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "generic",
        "POST",
        "/v1/{id}",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .segment(&id)
        .json(value)
        .call();
    <Call<T> as ::endpoint::__private::Returns>::from_call(call)
}
