// #[endpoint(GET, "/v1/<acount>")]
// #[must_use]
// async unsafe fn broken(&mut self, account: &str, #[quary] filter: &Filter) -> Result<Account, Error>;

::core::compile_error! {
    "path parameter `<acount>` has no argument\n  /v1/<acount>\n      ^^^^^^^^\nhelp: rename the argument `account` to `acount`, or write `/v1/<account>`"
}
::core::compile_error! {
    "`broken` is `unsafe`, which a request cannot be\nhelp: remove `unsafe`"
}
::core::compile_error! {
    "the receiver is `&mut self`, and making a request takes no more than `&self`\nhelp: write `&self`"
}
::core::compile_error! {
    "`#[quary]` is no marker\nhelp: write `#[query]`"
}
#[must_use]
#[allow(unused_variables)]
fn broken(
    &self,
    account: &str,
    filter: &Filter,
) -> (impl ::endpoint::__private::Send + ::endpoint::__private::Future<
    Output = Result<Account, Error>,
>) {
    async move { ::endpoint::__private::stub() }
}
