use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(auth = false)]
    fn list(&self) -> Call<()>;
}

fn main() {}
