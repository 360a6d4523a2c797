//! An order desk and a warehouse, a few orders, a bad day, and a better one.

use std::time::{Duration, Instant};

use endpoint::auth::Bearer;
use endpoint::{BoxError, Client, Retry};
use service_example::desk::{self, Desk, NewOrder};
use service_example::stock::{RemoteStock, TIMEOUT};
use service_example::trace::{self, Spans};
use service_example::warehouse::{Mood, TOKEN, Warehouse};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let spans = trace::collect()?;
    let mut warehouse = Warehouse::open()?;
    let stock = RemoteStock::settings(&warehouse.url()).build()?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let caller = Client::builder(format!("http://{}", listener.local_addr()?))
        .auth(Bearer::new(TOKEN))
        .retry(Retry::never())
        .timeout(Duration::from_secs(2))
        .timeout_header(TIMEOUT)
        .layer(trace::propagate())
        .build()?;
    let router = desk::router(RemoteStock::from_client(stock));
    tokio::spawn(async move { axum::serve(listener, router).await });

    good_day(&caller, &warehouse, &spans).await;
    bad_day(&caller, &mut warehouse).await?;

    println!("\n== it comes back");
    warehouse.be(Mood::Well);
    warehouse.reopen()?;
    order(&caller, "tea").await;
    Ok(())
}

async fn good_day(caller: &Client, warehouse: &Warehouse, spans: &Spans) {
    println!("== an order, while the warehouse has a hiccup");
    warehouse.be_once(Mood::Busy(None));
    order(caller, "tea").await;
    print!("{}", spans.take());

    println!("\n== an order of what nobody has");
    order(caller, "gold").await;
}

async fn bad_day(caller: &Client, warehouse: &mut Warehouse) -> Result<(), BoxError> {
    println!("\n== the warehouse asks everybody to stay away for 7 seconds");
    warehouse.be(Mood::Busy(Some(7)));
    order(caller, "tea").await;

    println!("\n== the warehouse hangs; the caller waits for a tenth of a second");
    warehouse.be(Mood::Hung);
    order(&caller.with_timeout(Duration::from_millis(100)), "tea").await;

    println!("\n== the warehouse hangs up on everybody; a hundred orders at once");
    warehouse.be(Mood::Dying);
    let before = warehouse.arrived().len();
    hundred_orders(caller).await;
    let requests = warehouse.arrived().len() - before;
    println!("the warehouse had {requests} requests");

    println!("\n== the warehouse is closed; a hundred orders at once");
    warehouse.close().await?;
    hundred_orders(caller).await;
    Ok(())
}

/// Places an order, and says what came of it.
async fn order(caller: &Client, sku: &str) {
    let (sku, quantity) = (sku.to_owned(), 2);
    let begun = Instant::now();
    match caller.order(&NewOrder { sku, quantity }).await {
        Ok(order) => println!("{}: {} cents", order.id, order.total),
        Err(error) => {
            let pause = error.retry_after();
            let pause = pause.map(|pause| format!(", try again in {pause:?}"));
            println!("{error}{}", pause.unwrap_or_default());
        }
    }
    println!("after {} ms", begun.elapsed().as_millis());
}

async fn hundred_orders(caller: &Client) {
    let begun = Instant::now();
    let mut orders = JoinSet::new();
    for _ in 0..100 {
        let (sku, quantity) = ("tea".to_owned(), 2);
        orders.spawn(caller.order(&NewOrder { sku, quantity }).send());
    }
    let ended = orders.join_all().await;
    let refused = ended.iter().filter(|order| {
        let status = order.as_ref().err().and_then(endpoint::Error::status);
        status.is_some_and(|status| status == 503)
    });
    let (refused, took) = (refused.count(), begun.elapsed().as_millis());
    println!("{refused} were answered with 503, after {took} ms at most");
}
