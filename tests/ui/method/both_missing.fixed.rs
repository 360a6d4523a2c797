use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/", auth = false)]
    fn list(&self) -> Call<()>;
}

fn main() {}
