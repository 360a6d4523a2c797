use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(PUT, "/v1")]
    fn list(&self, #[body("image/png")] image: Vec<u8>) -> Call<()>;
}

fn main() {}
