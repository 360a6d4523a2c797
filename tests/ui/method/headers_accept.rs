use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", headers("Accept" = "text/csv"))]
    fn list(&self) -> Call<()>;
}

fn main() {}
