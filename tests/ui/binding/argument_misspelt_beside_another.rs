use endpoint::{Api, Call, endpoint};

trait Persons: Api {
    #[endpoint(DELETE, "/v1/accounts/<account>/persons/<person>")]
    fn delete_person(&self, account: &str, persom: &str) -> Call<()>;
}

fn main() {}
