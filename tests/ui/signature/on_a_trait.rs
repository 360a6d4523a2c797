use endpoint::{Api, Call, endpoint};

#[endpoint(GET, "/v1")]
trait Persons: Api {
    fn list(&self) -> Call<()>;
}

fn main() {}
