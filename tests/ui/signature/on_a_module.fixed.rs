use endpoint::{Api, Call, endpoint};

mod persons {}

trait Persons: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
