use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self, #[header("X")] a: u8) -> Call<()>;
}

fn main() {}
