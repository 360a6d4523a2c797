use endpoint::endpoint;

#[endpoint(GET, "/v1")]
struct Person;

fn main() {}
