use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<type>")]
    fn list(&self, r#type: &str) -> Call<()>;
}

fn main() {}
