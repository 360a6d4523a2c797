use endpoint::{Api, Call, Client, endpoint};

struct Stripe(Client);

impl Api for Stripe {
    fn client(&self) -> &Client {
        &self.0
    }
}

impl Stripe {
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
