use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(POST, "/v1")]
    fn list(&self, #[body] a: String) -> Call<()>;
}

fn main() {}
