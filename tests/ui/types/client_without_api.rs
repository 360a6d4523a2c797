use endpoint::{Call, endpoint};

struct Stripe;

#[endpoint(GET, "/v1")]
fn list(stripe: &Stripe) -> Call<()>;

fn main() {}
