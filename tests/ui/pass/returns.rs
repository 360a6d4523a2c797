//! Everything that a declaration may return.

use endpoint::page::{Next, Sent};
use endpoint::{Api, Call, CallError, Error, Page, Pages, RawBody, Response, Returns, endpoint};
use serde::Deserialize;

#[derive(Debug, Deserialize, thiserror::Error)]
#[error("{code}")]
pub struct ShopError {
    pub code: String,
}

#[derive(Deserialize)]
pub struct Order {
    pub id: String,
}

#[derive(Deserialize)]
pub struct Orders {
    pub data: Vec<Order>,
}

impl Page for Orders {
    type Item = Order;

    fn next(&self, _: &Sent<'_>) -> Next {
        Next::End
    }

    fn into_items(self, _: &Sent<'_>) -> Vec<Order> {
        self.data
    }
}

type Answer<T> = Call<T, ShopError>;
type Outcome<T> = Result<T, Error<ShopError>>;

pub struct Audited(Call<Order, ShopError>);

impl Returns for Audited {
    type Value = Order;
    type Api = ShopError;

    fn from_call(call: Call<Order, ShopError>) -> Self {
        Self(call)
    }
}

pub struct Mine;

impl CallError for Mine {
    type Api = ShopError;

    fn from_error(_: Error<ShopError>) -> Self {
        Self
    }

    fn is_not_found(&self) -> bool {
        false
    }
}

pub trait All: Api {
    #[endpoint(GET, "/v1")]
    fn call(&self) -> Call<Order, ShopError>;

    #[endpoint(GET, "/v1")]
    fn call_without_error_body(&self) -> Call<Vec<Order>>;

    #[endpoint(GET, "/v1")]
    fn call_by_alias(&self) -> Answer<()>;

    #[endpoint(GET, "/v1")]
    fn raw(&self) -> Answer<RawBody>;

    #[endpoint(GET, "/v1")]
    fn with_response(&self) -> Answer<Response<Option<Order>>>;

    #[endpoint(GET, "/v1")]
    fn pages(&self) -> Pages<Orders, ShopError>;

    #[endpoint(GET, "/v1")]
    fn own_type(&self) -> Audited;

    #[endpoint(GET, "/v1")]
    async fn awaited(&self) -> Result<Order, Error<ShopError>>;

    #[endpoint(GET, "/v1")]
    async fn awaited_by_alias(&self) -> Outcome<()>;

    #[endpoint(GET, "/v1")]
    async fn own_error(&self) -> Result<(), Mine>;

    #[endpoint(GET, "/v1")]
    fn call_with_own_error(&self) -> Call<Order, ShopError, Mine>;

    #[endpoint(GET, "/v1")]
    fn pages_with_own_error(&self) -> Pages<Orders, ShopError, Mine>;

    #[endpoint(GET, "/v1")]
    fn generic<T: endpoint::Decode>(&self) -> Answer<T>;
}
