//! A trait's method, a type's, a function; with what else may stand around.

use std::fmt::Display;

use endpoint::{Api, Call, Client, endpoint};

pub trait Accounts: Api {
    const LIMIT: u32 = 10;
    type Page;

    fn first(&self) -> Call<()> {
        self.account("first")
    }

    #[endpoint(GET, "/v1/accounts/<account>")]
    fn account(&self, account: &str) -> Call<()>;

    #[cfg(any())]
    #[endpoint(GET, "/v1/never")]
    fn never(&self) -> Missing;
}

pub trait Store<Id: Display>: Api {
    #[endpoint(GET, "/v1/store/<id>")]
    fn item(&self, id: &Id) -> Call<()>;
}

pub struct Stripe<'a> {
    client: &'a Client,
}

impl Api for Stripe<'_> {
    fn client(&self) -> &Client {
        self.client
    }
}

impl<'a> Stripe<'a> {
    #[endpoint(GET, "/v1/balance/<currency>")]
    pub fn balance(&self, currency: &'a str) -> Call<()>;
}

#[endpoint(GET, "/v1/balance")]
pub fn by_client(client: &Client) -> Call<()>;

#[endpoint(GET, "/v1/balance")]
pub fn by_any_api(api: &impl Api) -> Call<()>;

#[endpoint(GET, "/v1/balance")]
pub fn by_generic_api<A: Api + ?Sized>(api: &A) -> Call<()>;

#[endpoint(GET, "/v1/balance")]
pub(crate) fn by_own_type(stripe: &Stripe<'_>) -> Call<()>;

fn usable_as_dyn(store: &dyn Store<u32>) -> Call<()> {
    store.item(&1)
}
