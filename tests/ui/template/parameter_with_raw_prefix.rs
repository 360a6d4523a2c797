use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<r#type>")]
    fn list(&self, r#type: &str) -> Call<()>;
}

fn main() {}
