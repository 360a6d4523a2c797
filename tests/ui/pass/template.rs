//! The whole grammar of templates.

use std::collections::BTreeMap;

use endpoint::{Api, Call, endpoint};

pub trait Templates: Api {
    #[endpoint(GET, "/")]
    fn root(&self) -> Call<()>;

    #[endpoint(GET, "/v1/accounts/<account>/persons/<person>")]
    fn segments(&self, account: &str, person: u64) -> Call<()>;

    #[endpoint(GET, "/v1/files/<name>.pdf")]
    fn part_of_a_segment(&self, name: &str) -> Call<()>;

    #[endpoint(POST, "/v1/<project>:cancel")]
    fn verb(&self, project: &str) -> Call<()>;

    #[endpoint(GET, "/v1/<from>...<to>")]
    fn two_in_a_segment(&self, from: &str, to: &str) -> Call<()>;

    #[endpoint(GET, "/objects/<key..>")]
    fn rest(&self, key: &str) -> Call<()>;

    #[endpoint(GET, "/v1/charges?<limit>&<status>")]
    fn pairs(&self, limit: u32, status: Option<&str>) -> Call<()>;

    #[endpoint(GET, "/v1/charges?starting_after=<cursor>&created[gte]=<since>")]
    fn renamed(&self, cursor: &str, since: u64) -> Call<()>;

    #[endpoint(GET, "/v1/charges?expand[]=data&expand[]=data.customer&active=")]
    fn fixed(&self) -> Call<()>;

    #[endpoint(GET, "/v1/charges?<filter..>")]
    fn flattened(&self, filter: &BTreeMap<String, String>) -> Call<()>;

    #[endpoint(GET, "/v1/<type>?<in>")]
    fn r#match(&self, r#type: &str, r#in: bool) -> Call<()>;

    #[endpoint(GET, "/v1/caf%C3%A9/a%2Fb?q=a%20b")]
    fn escapes(&self) -> Call<()>;

    #[endpoint(GET, "/v1/charges/")]
    fn trailing_slash(&self) -> Call<()>;
}
