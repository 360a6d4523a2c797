//! A desk and a warehouse on loopback sockets.

use endpoint::auth::Bearer;
use endpoint::testing::PausedClock;
use endpoint::{Client, Retry};
use service_example::desk::{self, NewOrder};
use service_example::stock::{RemoteStock, TIMEOUT};
use service_example::warehouse::{TOKEN, Warehouse};
use tokio::net::TcpListener;

/// Opens both, and makes a client of the desk's. The desk's pauses take no time.
pub(crate) async fn open() -> (Warehouse, Client) {
    let warehouse = Warehouse::open().unwrap();
    let stock = RemoteStock::settings(&warehouse.url())
        .clock(PausedClock::new())
        .build()
        .unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let caller = Client::builder(format!("http://{}", listener.local_addr().unwrap()))
        .auth(Bearer::new(TOKEN))
        .retry(Retry::never())
        .timeout_header(TIMEOUT)
        .build()
        .unwrap();
    let router = desk::router(RemoteStock::from_client(stock));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (warehouse, caller)
}

/// Two packets of tea.
pub(crate) fn tea() -> NewOrder {
    let (sku, quantity) = ("tea".to_owned(), 2);
    NewOrder { sku, quantity }
}
