use endpoint::{Call, Client, endpoint};

#[endpoint(GET, "/v1")]
fn list(client: Client) -> Call<()>;

fn main() {}
