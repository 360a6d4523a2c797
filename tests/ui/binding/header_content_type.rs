use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(PUT, "/v1")]
    fn list(&self, #[header("Content-Type")] a: &str, #[body] b: Vec<u8>) -> Call<()>;
}

fn main() {}
