use endpoint::{Api, Call, endpoint};

mod sdk {
    pub mod http {
        pub use endpoint::__private;
    }
}

trait Accounts: Api {
    #[endpoint(GET, "/v1", crate = sdk::http)]
    fn list(&self) -> Call<()>;
}

fn main() {}
