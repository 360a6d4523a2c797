use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/<acount>")]
    fn account(&self, account: &str) -> Call<u32>;

    #[endpoint(get, "/v1")]
    async fn list(&self) -> Result<u32, endpoint::Error>;
}

async fn total(api: &impl Accounts) -> Result<u32, endpoint::Error> {
    Ok(api.account("acct_1").await? + api.list().await?)
}

fn main() {}
