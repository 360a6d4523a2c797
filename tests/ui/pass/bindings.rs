//! Every marker, alone and several in one signature.

use std::collections::BTreeMap;
use std::fmt::Display;

use endpoint::{Api, Body, Call, endpoint};
use serde::Serialize;

#[derive(Serialize)]
pub struct Filter {
    pub limit: Option<u32>,
}

pub trait Bindings: Api {
    #[endpoint(GET, "/v1")]
    fn query(&self, #[query] filter: &Filter, #[query] page: Option<&Filter>) -> Call<()>;

    #[endpoint(POST, "/v1")]
    fn form(&self, #[form] filter: &Filter) -> Call<()>;

    #[endpoint(POST, "/v1")]
    fn json(&self, #[json] filters: &[Filter]) -> Call<()>;

    #[endpoint(PUT, "/v1")]
    fn body(&self, #[body] body: Body) -> Call<()>;

    #[endpoint(PUT, "/v1")]
    fn typed_body(&self, #[body("image/png")] image: Vec<u8>) -> Call<()>;

    #[endpoint(POST, "/v1")]
    fn fields(&self, #[field] name: &str, #[field("tags[]")] tag: Option<&str>) -> Call<()>;

    #[endpoint(POST, "/v1")]
    fn parts(&self, #[part] purpose: &str, #[part("file")] image: Vec<u8>) -> Call<()>;

    #[endpoint(GET, "/v1")]
    fn headers(&self, #[header("A")] a: &str, #[header("B")] b: Option<u32>) -> Call<()>;

    #[endpoint(GET, "/v1")]
    fn more_headers(
        &self,
        #[headers] filter: Option<&Filter>,
        #[headers("x-meta-")] metadata: BTreeMap<String, String>,
    ) -> Call<()>;

    #[endpoint(POST, "/v1/<id>?<expand>")]
    fn all(
        &self,
        id: impl Display,
        expand: bool,
        #[query] filter: &Filter,
        #[header("X-Trace")] trace: &dyn Display,
        #[json] body: impl Serialize,
    ) -> Call<()>;

    #[endpoint(POST, "/v1/<id>")]
    fn generic<'a, I, B>(&'a self, id: I, #[json] body: &'a B) -> Call<()>
    where
        I: Display,
        B: Serialize + ?Sized;
}
