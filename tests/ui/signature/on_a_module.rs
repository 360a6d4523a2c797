use endpoint::endpoint;

#[endpoint(GET, "/v1")]
mod persons {}

fn main() {}
