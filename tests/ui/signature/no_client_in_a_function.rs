use endpoint::{Call, endpoint};

#[endpoint(GET, "/v1/<account>")]
fn list(account: &str) -> Call<()>;

fn main() {}
