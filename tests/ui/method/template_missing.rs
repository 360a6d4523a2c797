use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET)]
    fn list(&self) -> Call<()>;
}

fn main() {}
