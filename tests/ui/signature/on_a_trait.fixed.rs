use endpoint::{Api, Call, endpoint};

trait Persons: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
