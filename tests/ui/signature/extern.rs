use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    extern "C" fn list(&self) -> Call<()>;
}

fn main() {}
