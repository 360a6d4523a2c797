// #[endpoint(GET, "/v1/charges?<limit>&starting_after=<cursor>&expand[]=data&<filter..>")]
// fn charges(&self, limit: Option<u32>, cursor: Option<&str>, filter: &Filter, #[query] more: &More) -> Call<Charges>;

/// `GET /v1/charges?<limit>&starting_after=<cursor>&expand[]=data&<filter..>`
fn charges(
    &self,
    limit: Option<u32>,
    cursor: Option<&str>,
    filter: &Filter,
    more: &More,
) -> Call<Charges> {
    static ENDPOINT: ::endpoint::__private::Endpoint = ::endpoint::__private::Endpoint::new(
        "charges",
        "GET",
        "/v1/charges",
    );
    let call = ::endpoint::__private::Request::new(self, &ENDPOINT)
        .query("limit", &limit)
        .query("starting_after", &cursor)
        .fixed("expand[]=data")
        .flatten(filter)
        .flatten(more)
        .call();
    <Call<Charges> as ::endpoint::__private::Returns>::from_call(call)
}
