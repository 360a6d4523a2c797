//! What the desk does. It knows the warehouse as a trait, and nothing of HTTP.

use super::{NewOrder, Order, Problem, Quote};
use crate::stock::{Item, NewReservation, Stock};

pub(super) async fn quote(stock: &dyn Stock, sku: &str, quantity: u32) -> Result<Quote, Problem> {
    let item = stock.item(sku).await?;
    let total = total(&item, quantity)?;
    Ok(Quote {
        sku: item.sku,
        total,
    })
}

pub(super) async fn place(stock: &dyn Stock, order: &NewOrder) -> Result<Order, Problem> {
    let item = stock.item(&order.sku).await?;
    let total = total(&item, order.quantity)?;
    if item.available < order.quantity {
        return Err(Problem::out_of_stock(item.available));
    }
    let reservation = NewReservation {
        quantity: order.quantity,
    };
    let reserved = stock.reserve(&order.sku, &reservation).await?;
    Ok(Order {
        id: reserved.id.replace("res_", "ord_"),
        total,
    })
}

fn total(item: &Item, quantity: u32) -> Result<u64, Problem> {
    item.price
        .checked_mul(quantity.into())
        .ok_or_else(Problem::too_much)
}

#[cfg(test)]
mod tests {
    use endpoint::testing::errors;
    use endpoint::{Api, Call, Client, Error};
    use http::StatusCode;

    use super::super::{NewOrder, Order};
    use super::{place, quote};
    use crate::stock::{Item, NewReservation, Reservation, Stock, StockError};

    /// A warehouse with ten of everything, for 250 cents each, which sets nothing aside.
    struct Shelf;

    impl Api for Shelf {
        fn client(&self) -> &Client {
            Client::offline()
        }
    }

    impl Stock for Shelf {
        fn item(&self, sku: &str) -> Call<Item, StockError> {
            let (sku, price, available) = (sku.to_owned(), 250, 10);
            Call::ready(Ok(Item {
                sku,
                price,
                available,
            }))
        }
    }

    /// A warehouse that sets aside, or fails to.
    struct Warehouse(fn() -> Result<Reservation, Error<StockError>>);

    impl Api for Warehouse {
        fn client(&self) -> &Client {
            Client::offline()
        }
    }

    impl Stock for Warehouse {
        fn item(&self, sku: &str) -> Call<Item, StockError> {
            Shelf.item(sku)
        }

        fn reserve(&self, _: &str, _: &NewReservation) -> Call<Reservation, StockError> {
            Call::ready((self.0)())
        }
    }

    fn order(quantity: u32) -> NewOrder {
        NewOrder {
            sku: "tea".to_owned(),
            quantity,
        }
    }

    #[tokio::test]
    async fn a_quote_is_the_price_of_all() {
        assert_eq!(quote(&Shelf, "tea", 4).await.unwrap().total, 1000);
    }

    #[tokio::test]
    async fn an_order_is_what_was_set_aside() {
        let warehouse = Warehouse(|| {
            Ok(Reservation {
                id: "res_7".to_owned(),
            })
        });
        let placed = place(&warehouse, &order(2)).await.unwrap();
        let (id, total) = ("ord_7".to_owned(), 500);
        assert_eq!(placed, Order { id, total });
    }

    #[tokio::test]
    async fn nothing_is_set_aside_of_what_is_not_there() {
        let problem = place(&Shelf, &order(11)).await.unwrap_err();
        assert_eq!(problem.status(), StatusCode::CONFLICT);
    }

    #[tokio::test]
    async fn what_the_double_does_not_answer_is_a_fault_of_ours() {
        let problem = place(&Shelf, &order(1)).await.unwrap_err();
        assert_eq!(problem.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[tokio::test]
    async fn a_warehouse_that_is_too_slow_is_a_timeout() {
        let problem = place(&Warehouse(|| Err(errors::timeout())), &order(1)).await;
        assert_eq!(problem.unwrap_err().status(), StatusCode::GATEWAY_TIMEOUT);
    }
}
