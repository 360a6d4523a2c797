use endpoint::{Api, Call, endpoint};

trait Accounts: Api {
    #[endpoint(GET, "/v1/one/<account>")]
    fn one(&self, account: &str) -> Call<u32>;

    #[endpoint(GET, "/v1/two/<account>")]
    fn two(&self, account: &str) -> Call<u32>;

    #[endpoint(GET, "/v1/three/<account>")]
    fn three(&self, account: &str) -> Call<u32>;

    #[endpoint(GET, "/v1/four/<acount>")]
    fn four(&self, account: &str) -> Call<u32>;

    #[endpoint(GET, "/v1/five/<account>")]
    fn five(&self, account: &str) -> Call<u32>;

    #[endpoint(GET, "/v1/six/<account>")]
    fn six(&self, account: &str) -> Call<u32>;

    #[endpoint(GET, "/v1/seven/<account>")]
    fn seven(&self, account: &str) -> Call<u32>;

    #[endpoint(GET, "/v1/eight/<account>")]
    fn eight(&self, account: &str) -> Call<u32>;

    #[endpoint(GET, "/v1/nine/<account>")]
    fn nine(&self, account: &str) -> Call<u32>;

    #[endpoint(GET, "/v1/ten/<account>")]
    fn ten(&self, account: &str) -> Call<u32>;
}

fn all(api: &impl Accounts) -> [Call<u32>; 10] {
    [
        api.one("acct_1"),
        api.two("acct_1"),
        api.three("acct_1"),
        api.four("acct_1"),
        api.five("acct_1"),
        api.six("acct_1"),
        api.seven("acct_1"),
        api.eight("acct_1"),
        api.nine("acct_1"),
        api.ten("acct_1"),
    ]
}

fn main() {}
