//! The ledger adds up, whatever happens, in whatever order, and at the same time.

mod support;

use std::collections::HashSet;

use serde_json::Value;
use stripe_example::memory::{ACCOUNT, EntryKind, OTHER_ACCOUNT, PLATFORM};
use support::{Shop, ids};

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let place = self.below(of.len() as u64);
        of[usize::try_from(place).unwrap()]
    }
}

async fn any(shop: &Shop, dice: &mut Dice, target: &str) -> Option<String> {
    let list = shop.get(&format!("{target}?limit=10")).await.ok();
    let ids = ids(&list);
    (!ids.is_empty()).then(|| dice.pick(&ids).to_owned())
}

async fn random_operation(shop: &Shop, dice: &mut Dice) {
    let amount = dice.below(500);
    let acting = match dice.below(4) {
        0 => shop.header("stripe-account", dice.pick(&[ACCOUNT, OTHER_ACCOUNT])),
        _ => shop.clone(),
    };
    match dice.below(8) {
        0 => {
            let sources = ["btok_us_verified", "btok_us_verified_noAccount"];
            let source = dice.pick(&sources);
            let currency = dice.pick(&["usd", "usd", "eur"]);
            let form = format!("amount={amount}&currency={currency}&source={source}");
            acting.post("/v1/topups", &form).await;
        }
        1 => {
            if let Some(id) = any(&acting, dice, "/v1/topups").await {
                acting.post(&format!("/v1/topups/{id}/cancel"), "").await;
            }
        }
        2 => shop.later(dice.below(40)),
        3..=5 => {
            let destination = dice.pick(&[ACCOUNT, OTHER_ACCOUNT, PLATFORM, "acct_none"]);
            let form = format!("amount={amount}&currency=usd&destination={destination}");
            acting.post("/v1/transfers", &form).await;
        }
        _ => {
            if let Some(id) = any(&acting, dice, "/v1/transfers").await {
                let form = dice.pick(&["", "amount=1", "amount=50"]);
                let target = format!("/v1/transfers/{id}/reversals");
                acting.post(&target, form).await;
            }
        }
    }
}

#[tokio::test]
async fn random_operations_keep_the_sum() {
    let shop = Shop::open();
    let mut dice = Dice(0x5eed);
    for step in 0..800 {
        random_operation(&shop, &mut dice).await;
        shop.stripe
            .audit()
            .unwrap_or_else(|problem| panic!("step {step}: {problem}"));
    }
    // The walk went everywhere.
    let ledger = shop.stripe.ledger();
    for kind in [
        EntryKind::Topup,
        EntryKind::Transfer,
        EntryKind::Payment,
        EntryKind::TransferRefund,
        EntryKind::PaymentRefund,
    ] {
        assert!(ledger.iter().any(|entry| entry.kind == kind), "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_key_counts_once_however_many_send_it_at_once() {
    let shop = Shop::open();
    shop.fund(100_000).await;
    let form = format!("amount=10&currency=usd&destination={ACCOUNT}");
    let mut senders = Vec::new();
    for number in 0..200 {
        // Four senders share each key.
        let shop = shop.header("idempotency-key", &format!("key-{}", number % 50));
        let form = form.clone();
        senders.push(tokio::spawn(async move {
            loop {
                let reply = shop.post("/v1/transfers", &form).await;
                if reply.status.as_u16() != 409 {
                    break reply.ok()["id"].as_str().unwrap().to_owned();
                }
                tokio::task::yield_now().await;
            }
        }));
    }
    let mut made = HashSet::new();
    for sender in senders {
        made.insert(sender.await.unwrap());
    }
    assert_eq!(made.len(), 50);
    assert_eq!(shop.stripe.balance(ACCOUNT, "usd"), 500);
    let ledger = shop.stripe.ledger();
    let sent = ledger
        .iter()
        .filter(|entry| entry.kind == EntryKind::Transfer);
    let sent: Vec<&str> = sent.map(|entry| entry.source.as_str()).collect();
    assert_eq!(sent.len(), 50);
    assert!(sent.iter().all(|id| made.contains(*id)));
    shop.stripe.audit().unwrap();
}

#[tokio::test]
async fn every_transfer_is_met_on_exactly_one_page() {
    let shop = Shop::open();
    shop.fund(1_000).await;
    for _ in 0..23 {
        let form = format!("amount=1&currency=usd&destination={ACCOUNT}");
        shop.post("/v1/transfers", &form).await.ok();
    }
    let page = |query: String| {
        let target = format!("/v1/transfers?limit=5{query}");
        let shop = shop.clone();
        async move { shop.get(&target).await.ok() }
    };
    let last_and_first = |page: &Value| {
        let ids = ids(page);
        (ids[ids.len() - 1].to_owned(), ids[0].to_owned())
    };
    let mut forward = Vec::new();
    let mut query = String::new();
    loop {
        let page = page(query).await;
        forward.extend(ids(&page).into_iter().map(str::to_owned));
        if page["has_more"] == false {
            break;
        }
        query = format!("&starting_after={}", last_and_first(&page).0);
    }
    assert_eq!(forward.len(), 23);
    let mut backward = vec![forward[22].clone()];
    loop {
        let page = page(format!("&ending_before={}", backward[0])).await;
        let newer: Vec<String> = ids(&page).into_iter().map(str::to_owned).collect();
        backward.splice(0..0, newer);
        if page["has_more"] == false {
            break;
        }
    }
    assert_eq!(forward, backward);
}
