//! What the in-memory Stripe does for every request, whatever the operation.

mod support;

use std::sync::{Arc, Mutex};

use http::Method;
use stripe_example::memory::{ACCOUNT, PERSON, Stripe};
use support::Shop;

const TOPUPS: &str = "/v1/topups";

#[tokio::test]
async fn a_key_is_needed_and_never_repeated() {
    let shop = Shop::open();
    let basic = |credentials: &str| shop.header("authorization", &format!("Basic {credentials}"));
    // sk_test_shop:
    basic("c2tfdGVzdF9zaG9wOg==").get(TOPUPS).await.ok();
    shop.header("authorization", "bearer sk_test_other")
        .get(TOPUPS)
        .await
        .ok();
    let refused = [
        shop.without("authorization"),
        shop.header("authorization", "Bearer sk_live_topsecret"),
        shop.header("authorization", "Bearer sk_test_"),
        shop.header("authorization", "Bearer pk_test_topsecret"),
        shop.header("authorization", "Digest sk_test_topsecret"),
        shop.header("authorization", "topsecret"),
        // sk_test_shop:topsecret, and no base64 at all.
        basic("c2tfdGVzdF9zaG9wOnRvcHNlY3JldA=="),
        basic("topsecret!"),
    ];
    for shop in refused {
        let reply = shop.get(TOPUPS).await;
        assert_ne!(reply.header("www-authenticate"), "-");
        let body = reply.fails(401, "invalid_request_error", "-", "-");
        assert!(!body.to_string().contains("topsecret"));
    }
}

#[tokio::test]
async fn every_answer_has_a_request_id_and_a_version() {
    let shop = Shop::open();
    let replies = [
        shop.get(TOPUPS).await,
        shop.get("/v1/nothing").await,
        shop.send(Method::PUT, TOPUPS, "").await,
        shop.without("authorization").get(TOPUPS).await,
        shop.post(TOPUPS, "amount=x").await,
    ];
    let mut seen = Vec::new();
    for reply in &replies {
        let id = reply.header("request-id").to_owned();
        assert!(id.starts_with("req_"), "{id}");
        assert!(!seen.contains(&id));
        seen.push(id);
        assert_eq!(reply.header("stripe-version"), "2026-10-28.endive");
        assert_eq!(reply.header("content-type"), "application/json");
    }
    let older = shop.header("stripe-version", "2023-08-16");
    assert_eq!(
        older.get(TOPUPS).await.header("stripe-version"),
        "2023-08-16"
    );
    let wrong = shop.header("stripe-version", "latest").get(TOPUPS).await;
    wrong.invalid("-", "-");
}

#[tokio::test]
async fn unknown_urls_and_methods_are_404() {
    let shop = Shop::open();
    for (method, target) in [
        (Method::GET, "/v1/nothing"),
        (Method::GET, "/"),
        (Method::DELETE, TOPUPS),
        (Method::PUT, "/v1/topups/tu_1"),
        (Method::GET, "/v1/topups/tu_1/cancel"),
        (Method::DELETE, "/v1/accounts/acct_1032D82eZvKYlo2C/persons"),
        (
            Method::DELETE,
            "/v1/accounts/acct_1032D82eZvKYlo2C/persons/",
        ),
    ] {
        let reply = shop.send(method, target, "").await;
        reply.fails(404, "invalid_request_error", "-", "-");
    }
}

#[tokio::test]
async fn paths_are_decoded_once() {
    let shop = Shop::open();
    let encoded = PERSON.replace('_', "%5F");
    let target = format!("/v1/accounts/{ACCOUNT}/persons/{encoded}");
    assert_eq!(shop.get(&target).await.ok()["id"], PERSON);
    for (segment, id) in [("a%2Fb", "a/b"), ("%252e", "%2e"), ("x%3Fy%23z", "x?y#z")] {
        let target = format!("/v1/accounts/{ACCOUNT}/persons/{segment}");
        let reply = shop.get(&target).await;
        let body = reply.fails(404, "invalid_request_error", "resource_missing", "person");
        let message = body["error"]["message"].as_str().unwrap();
        assert!(message.contains(id), "{message}");
    }
    let reply = shop.get("/v1/topups/%ff").await;
    reply.invalid("-", "-");
}

#[tokio::test]
async fn parameters_are_checked_by_name_and_kind() {
    let shop = Shop::open();
    let base = "amount=100&currency=usd";
    let more = |form: &str| format!("{base}&{form}");
    let cases = [
        ("currency=usd".to_owned(), "parameter_missing", "amount"),
        ("amount=1".to_owned(), "parameter_missing", "currency"),
        (
            "amount=1.5&currency=usd".to_owned(),
            "parameter_invalid_integer",
            "amount",
        ),
        (
            "amount=+1&currency=usd".to_owned(),
            "parameter_invalid_integer",
            "amount",
        ),
        (
            "amount=0&currency=usd".to_owned(),
            "parameter_invalid_integer",
            "amount",
        ),
        (
            "amount=-5&currency=usd".to_owned(),
            "parameter_invalid_integer",
            "amount",
        ),
        (
            "amount=&currency=usd".to_owned(),
            "parameter_invalid_empty",
            "amount",
        ),
        (
            "amount=9999999999999&currency=usd".to_owned(),
            "amount_too_large",
            "amount",
        ),
        ("amount=1&currency=USD".to_owned(), "-", "currency"),
        ("amount[x]=1&currency=usd".to_owned(), "-", "amount"),
        (more("colour=red"), "parameter_unknown", "colour"),
        (more("amount=100"), "-", "amount"),
        (more("metadata[a][b]=1"), "-", "metadata[a]"),
        (more("metadata=x"), "-", "metadata"),
        (more("metadata[[br]]=x"), "-", "metadata[[br]]"),
        (more("expand=source"), "-", "expand"),
        (more("expand[x]=source"), "-", "expand[x]"),
        (more("expand[0]=colour"), "-", "expand[0]"),
        (more("expand[]=source&expand[]=id"), "-", "expand[1]"),
        (
            more("statement_descriptor=much+too+long+for+a+bank"),
            "-",
            "statement_descriptor",
        ),
        (
            more("statement_descriptor=123"),
            "-",
            "statement_descriptor",
        ),
        (
            more("payment_method_options[us_bank_account][network]=fax"),
            "-",
            "payment_method_options[us_bank_account][network]",
        ),
        (
            more("payment_method_options[us_bank_account][x]=1"),
            "parameter_unknown",
            "payment_method_options[us_bank_account][x]",
        ),
        (
            more("payment_method_options[us_bank_account]=ach"),
            "-",
            "payment_method_options[us_bank_account]",
        ),
    ];
    for (form, code, param) in cases {
        shop.post(TOPUPS, &form).await.invalid(code, param);
    }
    assert!(support::ids(&shop.get(TOPUPS).await.ok()).is_empty());
}

#[tokio::test]
async fn a_body_is_a_form() {
    let shop = Shop::open();
    let form = "amount=100&currency=usd";
    let typed = shop.header(
        "content-type",
        "application/x-www-form-urlencoded; charset=utf-8",
    );
    typed.post(TOPUPS, form).await.ok();
    let json = shop.header("content-type", "application/json");
    json.post(TOPUPS, r#"{"amount":100}"#)
        .await
        .invalid("-", "-");
    shop.post(TOPUPS, "amount=%zz").await.invalid("-", "-");
    // Parameters may come with the URL as well.
    shop.post("/v1/topups?expand[]=source", form).await.ok();
}

#[tokio::test]
async fn an_account_header_must_name_a_known_account() {
    let shop = Shop::open();
    let reply = shop.header("stripe-account", ACCOUNT).get(TOPUPS).await;
    assert_eq!(reply.header("stripe-account"), ACCOUNT);
    reply.ok();
    let reply = shop.header("stripe-account", "acct_none").get(TOPUPS).await;
    reply.fails(403, "invalid_request_error", "account_invalid", "-");
}

#[tokio::test]
async fn the_log_has_one_line_a_request_and_no_secrets() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&lines);
    let shop = Shop::with(Stripe::builder().on_request(move |entry| {
        sink.lock().unwrap().push(entry.to_string());
    }));
    shop.get("/v1/topups?limit=3").await.ok();
    shop.get("/v1/topups/tu_1").await;
    shop.without("authorization").get("/v1/nothing").await;
    let lines = lines.lock().unwrap().clone();
    assert_eq!(lines.len(), 3);
    assert!(
        lines[0].starts_with("GET /v1/topups 200 req_"),
        "{}",
        lines[0]
    );
    assert!(lines[1].starts_with("GET /v1/topups/tu_1 404 resource_missing req_"));
    assert!(lines[2].starts_with("GET /v1/nothing 404 req_"));
    assert!(!lines.concat().contains("sk_test"));
}

#[tokio::test]
async fn two_runs_give_the_same_answers() {
    async fn run() -> Vec<String> {
        let shop = Shop::open();
        shop.fund(500).await;
        let person = format!("/v1/accounts/{ACCOUNT}/persons");
        let person = shop.post(&person, "first_name=A").await;
        let topups = shop.get(TOPUPS).await;
        [person, topups]
            .map(|reply| format!("{} {}", reply.header("request-id"), reply.body))
            .to_vec()
    }
    assert_eq!(run().await, run().await);
}

#[tokio::test]
async fn it_serves_on_loopback_and_nowhere_else() {
    let stripe = Stripe::new();
    let refused = stripe.serve(([0, 0, 0, 0], 0).into(), async {}).await;
    assert_eq!(
        refused.unwrap_err().kind(),
        std::io::ErrorKind::InvalidInput
    );
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let shutdown = async { drop(stopped.await) };
    let serving = stripe
        .serve(([127, 0, 0, 1], 0).into(), shutdown)
        .await
        .unwrap();
    let address = serving.base_url().strip_prefix("http://").unwrap();
    let socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = b"GET /v1/topups HTTP/1.1\r\nhost: x\r\n\r\n";
    assert_eq!(socket.try_write(request).unwrap(), request.len());
    socket.readable().await.unwrap();
    let mut answer = [0; 12];
    socket.try_read(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 401");
    drop(socket);
    drop(stop);
    serving.wait().await.unwrap();
}

#[tokio::test]
async fn a_saved_state_goes_on_where_it_was() {
    let shop = Shop::open();
    shop.fund(900).await;
    let keyed = shop.header("idempotency-key", "k");
    let first = keyed.post(TOPUPS, "amount=1&currency=usd").await.ok();
    let saved = shop.stripe.save().unwrap();
    assert!(!saved.to_string().contains("sk_test"));
    let again = Shop::with(Stripe::builder().state(&saved).unwrap());
    assert_eq!(
        again
            .stripe
            .balance(stripe_example::memory::PLATFORM, "usd"),
        900
    );
    let keyed = again.header("idempotency-key", "k");
    assert_eq!(
        keyed.post(TOPUPS, "amount=1&currency=usd").await.ok(),
        first
    );
    let next = again.post(TOPUPS, "amount=1&currency=usd").await.ok();
    assert_ne!(next["id"], first["id"]);
    again.stripe.audit().unwrap();
}
