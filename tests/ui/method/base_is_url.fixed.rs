use endpoint::{Api, Call, Client, endpoint};

fn client(base: &str) -> Result<Client, endpoint::BuildError> {
    Client::builder(base).base("files", "https://x.com").build()
}

trait Accounts: Api {
    #[endpoint(GET, "/v1", base = "files")]
    fn list(&self) -> Call<()>;
}

fn main() {}
