//! The order desk: takes orders, and asks the warehouse.

mod api;
mod caller;
mod orders;
mod problem;

use axum::extract::{Path, Query, State};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use axum::{Json, Router};
use http::StatusCode;

pub use self::api::{Desk, NewOrder, Order, Quantity, Quote};
pub use self::caller::Caller;
pub use self::problem::Problem;
use crate::stock::RemoteStock;
use crate::trace;

/// The desk's routes.
pub fn router(stock: RemoteStock) -> Router {
    Router::new()
        .route("/quotes/{sku}", get(quote))
        .route("/orders", post(order))
        .layer(from_fn_with_state("desk", trace::server_span))
        .with_state(stock)
}

async fn quote(
    State(stock): State<RemoteStock>,
    caller: Caller,
    Path(sku): Path<String>,
    Query(wanted): Query<Quantity>,
) -> Result<Json<Quote>, Problem> {
    let stock = stock.for_caller(caller)?;
    orders::quote(&stock, &sku, wanted.quantity).await.map(Json)
}

async fn order(
    State(stock): State<RemoteStock>,
    caller: Caller,
    Json(order): Json<NewOrder>,
) -> Result<(StatusCode, Json<Order>), Problem> {
    let stock = stock.for_caller(caller)?;
    let placed = orders::place(&stock, &order).await?;
    Ok((StatusCode::CREATED, Json(placed)))
}
