use endpoint::{Api, Call, endpoint};

type Pair = ((&'static str, u32), (&'static str, u32));

trait Accounts: Api {
    #[endpoint(GET, "/v1")]
    fn list(&self, #[query] (a, b): Pair) -> Call<()>;
}

fn main() {}
