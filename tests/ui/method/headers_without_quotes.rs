use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1", headers(A = "b"))]
    fn list(&self) -> Call<()>;
}

fn main() {}
