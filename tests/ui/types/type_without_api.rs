use endpoint::{Call, endpoint};

struct Stripe;

impl Stripe {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
