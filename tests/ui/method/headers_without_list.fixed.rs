use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", headers("Name" = "value"))]
    fn list(&self) -> Call<()>;
}

fn main() {}
