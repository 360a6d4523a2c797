use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "https://api.stripe.com/v1/x")]
    fn list(&self) -> Call<()>;
}

fn main() {}
