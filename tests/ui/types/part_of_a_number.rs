use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(POST, "/v1")]
    fn list(&self, #[part] count: u32) -> Call<()>;
}

fn main() {}
