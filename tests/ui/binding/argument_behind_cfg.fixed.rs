use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[cfg(unix)]
    #[endpoint(GET, "/v1/<a>")]
    fn list(&self, a: &str) -> Call<()>;

    #[cfg(not(unix))]
    #[endpoint(GET, "/v1")]
    fn list(&self) -> Call<()>;
}

fn main() {}
