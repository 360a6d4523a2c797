use endpoint::{Api, Client, endpoint};

struct Stripe(Client);

impl Api for Stripe {
    fn client(&self) -> &Client {
        &self.0
    }
}

#[endpoint(GET, "/v1")]
impl Stripe {}

fn main() {}
