use endpoint::{Call, endpoint};

trait Accounts {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
