use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, PATH)]
    fn list(&self) -> Call<()>;
}

fn main() {}
