use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint]
    fn list(&self) -> Call<()>;
}

fn main() {}
