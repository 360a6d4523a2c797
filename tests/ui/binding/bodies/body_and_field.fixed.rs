use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(POST, "/v1")]
    fn list(&self, #[body] a: Vec<u8>) -> Call<()>;
}

fn main() {}
