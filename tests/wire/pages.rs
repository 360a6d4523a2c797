//! Lists: every item once, in order, with the first call's options on every page.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use endpoint::page::{Next, Page, Sent};
use endpoint::{Api, Body, Call, Client, ErrorKind, Pages, Retry, endpoint};
use endpoint_tests::{Server, answer};
use http::{Request, Response};
use serde::{Deserialize, Serialize};

use crate::over;

#[derive(Debug, Deserialize, PartialEq)]
struct Charge {
    id: String,
}

/// Stripe's list: cursors in both directions, backward pages reversed.
#[derive(Debug, Deserialize)]
struct List {
    data: Vec<Charge>,
    has_more: bool,
}

impl List {
    fn is_backward(sent: &Sent<'_>) -> bool {
        sent.query("ending_before").is_some()
    }
}

impl Page for List {
    type Item = Charge;

    fn next(&self, sent: &Sent<'_>) -> Next {
        let (name, edge) = if Self::is_backward(sent) {
            ("ending_before", self.data.first())
        } else {
            ("starting_after", self.data.last())
        };
        match edge {
            Some(charge) if self.has_more => Next::query(name, &charge.id),
            // An empty page that says there is more: ask for the same again, which is noticed.
            None if self.has_more => Next::Query(Vec::new()),
            _ => Next::End,
        }
    }

    fn into_items(self, sent: &Sent<'_>) -> Vec<Charge> {
        let mut items = self.data;
        if Self::is_backward(sent) {
            items.reverse();
        }
        items
    }
}

/// Pages with a token in the body.
#[derive(Debug, Deserialize)]
struct Tokens {
    items: Vec<u32>,
    next: Option<String>,
}

impl Page for Tokens {
    type Item = u32;

    fn next(&self, _: &Sent<'_>) -> Next {
        match &self.next {
            Some(link) if link.starts_with(['/', '?', 'h']) => Next::Url(link.clone()),
            Some(token) => Next::query("page[token]", token),
            None => Next::End,
        }
    }

    fn into_items(self, _: &Sent<'_>) -> Vec<u32> {
        self.items
    }
}

#[derive(Serialize)]
struct Filter {
    status: &'static str,
}

trait Lists: Api {
    #[endpoint(GET, "/charges?<starting_after>&<ending_before>&<limit>")]
    fn charges(
        &self,
        starting_after: Option<&str>,
        ending_before: Option<&str>,
        limit: Option<u8>,
        #[query] filter: &Filter,
    ) -> Pages<List, String>;

    #[endpoint(GET, "/charges")]
    fn first_charges(&self) -> Call<List, String>;

    #[endpoint(GET, "/tokens/<of>?expand[]=data")]
    fn tokens(&self, of: &str) -> Pages<Tokens>;

    #[endpoint(POST, "/search")]
    fn search(&self, #[json] query: &str) -> Pages<Tokens>;
}

impl Lists for Client {}

/// Answers by the request's path and query; keeps what was asked.
fn client(
    respond: impl Fn(&str) -> String + Send + Sync + 'static,
) -> (Client, Arc<Mutex<Vec<String>>>) {
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&asked);
    let respond = Arc::new(respond);
    let transport = tower::service_fn(move |request: Request<Body>| {
        let target = request.uri().path_and_query().unwrap().as_str().to_owned();
        let account = request.headers().get("x-account");
        let account = account.map_or("-", |value| value.to_str().unwrap());
        log.lock().unwrap().push(format!("{account} {target}"));
        let body = respond(&target);
        async move { Ok::<_, Infallible>(Response::new(Body::from(body))) }
    });
    let client = Client::builder("https://api.test/v1")
        .transport(transport)
        .retry(Retry::never())
        .build()
        .unwrap();
    (client, asked)
}

/// Twelve charges, the newest first, as a list endpoint gives them.
fn twelve(target: &str) -> String {
    let all: Vec<_> = (1..=12).rev().map(|n| format!("ch_{n}")).collect();
    let pairs: Vec<_> = target
        .split_once('?')
        .map_or("", |(_, query)| query)
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let get = |name| {
        pairs
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| *value)
    };
    let limit = get("limit").map_or(5, |limit| limit.parse().unwrap());
    let place = |id: &str| all.iter().position(|known| known == id).unwrap();
    let (page, more) = if let Some(id) = get("ending_before") {
        let end = place(id);
        let start = end.saturating_sub(limit);
        (&all[start..end], start > 0)
    } else {
        let start = get("starting_after").map_or(0, |id| place(id) + 1);
        let end = (start + limit).min(all.len());
        (&all[start..end], end < all.len())
    };
    let data: Vec<_> = page
        .iter()
        .map(|id| serde_json::json!({ "id": id }))
        .collect();
    serde_json::json!({ "data": data, "has_more": more }).to_string()
}

fn ids(charges: &[Charge]) -> Vec<&str> {
    charges.iter().map(|charge| charge.id.as_str()).collect()
}

const FILTER: Filter = Filter { status: "paid" };

#[tokio::test]
async fn forward_every_item_comes_once_and_the_filters_travel() {
    let (client, asked) = client(twelve);
    let client = client.with_header("X-Account", "acct_1").unwrap();
    let charges = client
        .charges(None, None, Some(5), &FILTER)
        .try_collect(12)
        .await
        .unwrap();
    let expected: Vec<_> = (1..=12).rev().map(|n| format!("ch_{n}")).collect();
    assert_eq!(ids(&charges), expected);
    assert_eq!(
        *asked.lock().unwrap(),
        [
            "acct_1 /v1/charges?limit=5&status=paid",
            "acct_1 /v1/charges?limit=5&status=paid&starting_after=ch_8",
            "acct_1 /v1/charges?limit=5&status=paid&starting_after=ch_3",
        ]
    );
}

#[tokio::test]
async fn backward_pages_are_read_in_the_order_of_the_list() {
    let (client, asked) = client(twelve);
    let charges = client
        .charges(None, Some("ch_4"), Some(3), &FILTER)
        .try_collect(20)
        .await
        .unwrap();
    assert_eq!(
        ids(&charges),
        [
            "ch_5", "ch_6", "ch_7", "ch_8", "ch_9", "ch_10", "ch_11", "ch_12"
        ]
    );
    assert_eq!(
        asked.lock().unwrap()[1],
        "- /v1/charges?limit=3&status=paid&ending_before=ch_7"
    );
}

#[tokio::test]
async fn a_cursor_of_the_users_is_replaced_not_repeated() {
    let (client, asked) = client(twelve);
    client
        .charges(Some("ch_9"), None, None, &FILTER)
        .try_collect(20)
        .await
        .unwrap();
    assert_eq!(
        *asked.lock().unwrap(),
        [
            "- /v1/charges?starting_after=ch_9&status=paid",
            "- /v1/charges?status=paid&starting_after=ch_4",
        ]
    );
}

#[tokio::test]
async fn items_are_asked_for_as_they_are_read() {
    let (client, asked) = client(twelve);
    let mut charges = client.charges(None, None, Some(5), &FILTER);
    assert!(asked.lock().unwrap().is_empty());
    for _ in 0..5 {
        charges.next().await.unwrap().unwrap();
    }
    assert_eq!(asked.lock().unwrap().len(), 1);
    charges.next().await.unwrap().unwrap();
    assert_eq!(asked.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn page_by_page() {
    let (client, _) = client(twelve);
    let mut pages = client.charges(None, None, Some(5), &FILTER).by_page();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().data.len());
    }
    assert_eq!(sizes, [5, 5, 2]);
}

#[tokio::test]
async fn more_than_the_limit_is_an_error_and_not_a_loss() {
    let (client, _) = client(twelve);
    let pages = client.charges(None, None, None, &FILTER);
    let error = pages.try_collect(11).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert!(error.to_string().contains("more than 11 items"), "{error}");
}

#[tokio::test]
async fn an_empty_page_is_not_the_end() {
    let (client, _) = client(|target| {
        let page = match target {
            "/v1/tokens/a?expand[]=data" => r#"{"items":[],"next":"two"}"#,
            "/v1/tokens/a?expand[]=data&page[token]=two" => r#"{"items":[],"next":"three"}"#,
            _ => r#"{"items":[7],"next":null}"#,
        };
        page.to_owned()
    });
    assert_eq!(client.tokens("a").try_collect(9).await.unwrap(), [7]);
}

#[tokio::test]
async fn a_page_that_was_asked_for_before_is_an_error() {
    let (loops, asked) = client(|target| {
        let next = if target.ends_with("=a") { "b" } else { "a" };
        format!(r#"{{"items":[1],"next":"{next}"}}"#)
    });
    let error = loops.tokens("x").try_collect(1000).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Page);
    assert_eq!(asked.lock().unwrap().len(), 3);
    let text = error.to_string();
    assert!(
        text.starts_with("GET /tokens/{of}: the next page is one that was asked for before"),
        "{text}"
    );

    let (stuck, asked) = client(|_| r#"{"data":[],"has_more":true}"#.to_owned());
    let error = stuck
        .charges(None, None, None, &FILTER)
        .try_collect(9)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Page);
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn links_stay_on_the_origin() {
    let follow = async |link: &'static str| {
        let (client, asked) = client(move |target| {
            let next = if target.contains("expand") { link } else { "" };
            serde_json::json!({ "items": [1], "next": (!next.is_empty()).then_some(next) })
                .to_string()
        });
        let result = client.tokens("x").try_collect(9).await;
        let last = asked.lock().unwrap().last().unwrap().clone();
        (result.map_err(|error| error.kind()), last)
    };
    for (link, target) in [
        ("https://api.test/v2/tokens?page=2", "- /v2/tokens?page=2"),
        ("https://API.test/v2", "- /v2"),
        ("/v9/a/b", "- /v9/a/b"),
        ("?page=2", "- /v1/tokens/x?page=2"),
        ("https://api.test?page=2", "- /?page=2"),
    ] {
        assert_eq!(
            follow(link).await,
            (Ok(vec![1, 1]), target.to_owned()),
            "{link}"
        );
    }
    for link in [
        "https://elsewhere.test/v1/tokens",
        "https://api.test.elsewhere/v1",
        "https://api.test@elsewhere/v1",
        "https://api.test:8443/v1",
        "http://api.test/v1",
        "//elsewhere.test/v1",
        "https://s3cret@elsewhere.test/v1",
        "/v1/../admin",
        "/v1/%2e%2e/admin",
        "https://api.test\\@elsewhere/",
    ] {
        let (result, last) = follow(link).await;
        assert_eq!(result, Err(ErrorKind::Page), "{link}");
        assert_eq!(last, "- /v1/tokens/x?expand[]=data");
    }
}

#[tokio::test]
async fn a_link_elsewhere_says_where_and_no_more() {
    let told = async |link: &'static str| {
        let (client, _) =
            client(move |_| serde_json::json!({ "items": [1], "next": link }).to_string());
        let error = client.tokens("x").try_collect(9).await.unwrap_err();
        // The pages before it were asked for.
        assert!(error.may_have_been_sent());
        error.to_string()
    };
    assert_eq!(
        told("http://internal.test:8080/v1/tokens?key=s3cret").await,
        "GET /tokens/{of}: the link to the next page leads to another origin, http://internal.test:8080"
    );
    for link in [
        "https://s3cret@elsewhere.test/v1",
        "https://else\nwhere.test/",
        "//elsewhere.test/v1",
    ] {
        assert_eq!(
            told(link).await,
            "GET /tokens/{of}: the link to the next page leads to another origin"
        );
    }
    assert_eq!(
        told("?page=1").await,
        "GET /tokens/{of}: the next page is one that was asked for before"
    );
}

#[tokio::test]
async fn the_first_items_ask_for_no_page_too_many() {
    for (count, requests) in [(0, 0), (4, 1), (5, 1), (6, 2), (12, 3), (50, 3)] {
        let (client, asked) = client(twelve);
        let charges = client.charges(None, None, Some(5), &FILTER);
        let first = charges.first(count).await.unwrap();
        let expected: Vec<_> = (1..=12)
            .rev()
            .take(count)
            .map(|n| format!("ch_{n}"))
            .collect();
        assert_eq!(ids(&first), expected);
        assert_eq!(asked.lock().unwrap().len(), requests, "{count}");
    }
}

#[tokio::test]
async fn each_page_of_a_search_has_a_key_of_its_own() {
    let bodies = [
        r#"{"items":[1],"next":"two"}"#,
        r#"{"items":[2],"next":null}"#,
    ];
    let server = Server::script(bodies.map(|body| answer("200 OK", &[], body)))
        .await
        .unwrap();
    let client = over(server.url())
        .idempotency_header("Idempotency-Key")
        .build()
        .unwrap();
    assert_eq!(client.search("q").try_collect(9).await.unwrap(), [1, 2]);
    let arrived = server.arrived();
    assert_eq!(arrived[1].line(), "POST /search?page[token]=two");
    assert_eq!(arrived[0].body, arrived[1].body);
    let key = |n: usize| arrived[n].header("idempotency-key").unwrap();
    assert_ne!(key(0), key(1));
}

#[tokio::test]
async fn a_failure_ends_the_list() {
    let (client, asked) = client(|_| "{}".to_owned());
    let mut charges = client.charges(None, None, None, &FILTER);
    assert_eq!(
        charges.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::Decode
    );
    assert!(charges.next().await.is_none());
    assert_eq!(asked.lock().unwrap().len(), 1);
    let mut refused = client.tokens("..");
    assert_eq!(
        refused.next().await.unwrap().unwrap_err().kind(),
        ErrorKind::Argument
    );
    assert!(refused.next().await.is_none());
}

#[tokio::test]
async fn items_without_pages_are_not_read_as_no_pages() {
    let mut pages = Pages::<Tokens>::ready([1, 2]).by_page();
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn lists_without_a_server() {
    let items = Pages::<Tokens>::ready([1, 2]);
    let unchanged = items.map_call(|call| call.header("X-Account", "a"));
    assert_eq!(unchanged.try_collect(2).await.unwrap(), [1, 2]);
    let page = Tokens {
        items: vec![5],
        next: None,
    };
    let one: Pages<Tokens> = Pages::from_call(Call::ready(Ok(page)));
    assert_eq!(one.try_collect(1).await.unwrap(), [5]);
    let (client, asked) = client(twelve);
    let call = client.charges(None, None, None, &FILTER).into_call();
    assert!(
        call.to_curl().contains("/v1/charges?status=paid'"),
        "{}",
        call.to_curl()
    );
    let first = client.first_charges().await.unwrap();
    assert_eq!(first.data.len(), 5);
    asked.lock().unwrap().clear();
    Pages::from_call(call.header("X-Account", "acct_7"))
        .try_collect(20)
        .await
        .unwrap();
    assert!(
        asked
            .lock()
            .unwrap()
            .iter()
            .all(|line| line.starts_with("acct_7 "))
    );
}
