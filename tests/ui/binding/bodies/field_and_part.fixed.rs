use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(POST, "/v1")]
    fn list(&self, #[field] a: u8) -> Call<()>;
}

fn main() {}
