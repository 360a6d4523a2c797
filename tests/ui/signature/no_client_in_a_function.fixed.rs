use endpoint::{Call, endpoint};

#[endpoint(GET, "/v1/<account>")]
fn list(client: &endpoint::Client, account: &str) -> Call<()>;

fn main() {}
