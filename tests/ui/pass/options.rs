//! Every option, and every method.

use endpoint::{Api, Call, endpoint};

mod sdk {
    pub use endpoint as http;
}

pub trait Options: Api {
    #[endpoint(GET, "/v1", timeout = "30s")]
    fn seconds(&self) -> Call<()>;

    #[endpoint(GET, "/v1", timeout = "1500ms")]
    fn milliseconds(&self) -> Call<()>;

    #[endpoint(GET, "/v1", timeout = "2m")]
    fn minutes(&self) -> Call<()>;

    #[endpoint(POST, "/v1", idempotent = true)]
    fn idempotent(&self) -> Call<()>;

    #[endpoint(PUT, "/v1", idempotent = false)]
    fn not_idempotent(&self) -> Call<()>;

    #[endpoint(GET, "/v1", base = "files")]
    fn base(&self) -> Call<()>;

    #[endpoint(GET, "/v1", auth = false)]
    fn no_auth(&self) -> Call<()>;

    #[endpoint(GET, "/v1", accept = "application/json, text/*; q=0.5")]
    fn accept(&self) -> Call<()>;

    #[endpoint(GET, "/v1", headers("A" = "b", "C" = "d"))]
    fn headers(&self) -> Call<()>;

    #[endpoint(GET, "/v1", crate = sdk::http)]
    fn through_another_crate(&self) -> Call<()>;

    #[endpoint(
        PATCH,
        "/v1",
        timeout = "1s",
        idempotent = true,
        base = "files",
        auth = false,
        accept = "text/csv",
        headers("A" = "b"),
        crate = ::endpoint,
    )]
    fn all(&self) -> Call<()>;

    #[endpoint(HEAD, "/v1")]
    fn head(&self) -> Call<()>;

    #[endpoint(DELETE, "/v1")]
    fn delete(&self) -> Call<()>;

    #[endpoint(OPTIONS, "/v1")]
    fn options(&self) -> Call<()>;

    #[endpoint("PROPFIND", "/v1")]
    fn by_another_method(&self) -> Call<()>;
}
