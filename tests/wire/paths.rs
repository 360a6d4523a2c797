//! A value reaches exactly the route that its template names, or nothing is sent.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::delete;
use endpoint::transport::NotSent;
use endpoint::{Api, Body, BoxError, Call, Client, ErrorKind, Retry, endpoint};
use endpoint_tests::Server;
use proptest::prelude::*;

use crate::over;

trait Persons: Api {
    #[endpoint(DELETE, "/v1/accounts/<account>/persons/<person>")]
    fn delete_person(&self, account: &str, person: &str) -> Call<()>;

    #[endpoint(GET, "/objects/<key..>")]
    fn object(&self, key: &str) -> Call<()>;

    #[endpoint(GET, "/<key..>")]
    fn root_object(&self, key: &str) -> Call<()>;

    #[endpoint(GET, "/files/<name>.pdf")]
    fn pdf(&self, name: &str) -> Call<()>;

    #[endpoint(GET, "/files/<name>.")]
    fn dotted(&self, name: &str) -> Call<()>;
}

impl Persons for Client {}

#[tokio::test]
async fn hostile_values_are_escaped_or_refused() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let sent = [
        ("%2e%2e", "%252e%252e"),
        ("a/b", "a%2Fb"),
        ("a?b", "a%3Fb"),
        ("a#b", "a%23b"),
        ("a\\b", "a%5Cb"),
        ("é", "%C3%A9"),
        ("\n", "%0A"),
        ("\0", "%00"),
        ("...", "..."),
        ("+ &=;", "%2B%20%26%3D%3B"),
    ];
    for (value, segment) in sent {
        client.delete_person(value, value).await.unwrap();
        assert_eq!(
            server.arrived().pop().unwrap().line(),
            format!("DELETE /v1/accounts/{segment}/persons/{segment}")
        );
    }
    let arrived = server.arrived().len();
    for value in ["..", ".", "", "../x", "x/..", "a/./b", "a\\..\\b"] {
        for (account, person, name) in [(value, "p", "account"), ("a", value, "person")] {
            let error = client.delete_person(account, person).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Argument, "{value:?}");
            assert!(!error.may_have_been_sent());
            assert_eq!(error.attempts(), 0);
            let text = error.to_string();
            assert!(
                text.starts_with(&format!(
                    "DELETE /v1/accounts/{{account}}/persons/{{person}}: path parameter `{name}` "
                )),
                "{text}"
            );
            assert!(text.ends_with("(not sent)"), "{text}");
        }
    }
    assert_eq!(server.arrived().len(), arrived);
}

#[tokio::test]
async fn a_tail_keeps_its_slashes() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    for (key, path) in [
        ("photos/a b.jpg", "/objects/photos/a%20b.jpg"),
        ("a//b", "/objects/a//b"),
        ("photos/", "/objects/photos/"),
        ("/leading", "/objects//leading"),
    ] {
        client.object(key).await.unwrap();
        assert_eq!(
            server.arrived().pop().unwrap().line(),
            format!("GET {path}")
        );
    }
    client.root_object("a//b").await.unwrap();
    assert_eq!(server.arrived().pop().unwrap().line(), "GET /a//b");
    let arrived = server.arrived().len();
    for key in ["", ".", "..", "a/../b", "../a", "a/."] {
        let error = client.object(key).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument, "{key:?}");
    }
    let error = client.root_object("/a").await.unwrap_err();
    assert!(error.to_string().contains("`//`"), "{error}");
    assert_eq!(server.arrived().len(), arrived);
}

#[tokio::test]
async fn part_of_a_segment_is_judged_as_the_whole_segment() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    client.pdf("..").await.unwrap();
    assert_eq!(server.arrived()[0].line(), "GET /files/...pdf");
    for value in ["", "."] {
        let error = client.dotted(value).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
    }
    assert_eq!(server.arrived().len(), 1);
}

/// What an independent router took for account and person.
type Routed = Arc<Mutex<Option<(String, String)>>>;

fn router(routed: &Routed) -> Router {
    let elsewhere: Routed = Arc::clone(routed);
    Router::new()
        .route(
            "/v1/accounts/{account}/persons/{person}",
            delete(
                |State(routed): State<Routed>, Path(values): Path<(String, String)>| async move {
                    *routed.lock().unwrap() = Some(values);
                    "null"
                },
            ),
        )
        .fallback(move || async move {
            *elsewhere.lock().unwrap() = Some(("another".into(), "route".into()));
        })
        .with_state(Arc::clone(routed))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_reaches_this_route_with_these_values_or_nothing_is_sent(
        account in hostile(),
        person in hostile(),
    ) {
        let routed = Routed::default();
        let client = Client::builder("http://localhost")
            .transport(router(&routed))
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let result = runtime.block_on(client.delete_person(&account, &person).send());
        let arrived = routed.lock().unwrap().take();
        match result {
            Ok(()) => prop_assert_eq!(arrived, Some((account, person))),
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::Argument);
                prop_assert_eq!(arrived, None);
            }
        }
    }
}

/// Any Unicode text, and text made of what URLs are made of.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[./\\\\%2eEfF?#&=:@ \u{0}\n\ta]{0,8}",
        Just(String::new()),
        Just("..".to_owned()),
    ]
}

#[tokio::test]
async fn a_request_that_was_turned_elsewhere_does_not_leave() {
    // A credential of the user's that rewrites the URL: the last look is after it.
    struct Rewrites(&'static str);
    impl endpoint::auth::Auth for Rewrites {
        async fn apply(&self, request: &mut http::Request<Body>) -> Result<(), BoxError> {
            *request.uri_mut() = self.0.parse()?;
            Ok(())
        }
    }
    let reached = Arc::new(Mutex::new(0));
    let counter = Arc::clone(&reached);
    let transport = tower::service_fn(move |_: http::Request<Body>| {
        *counter.lock().unwrap() += 1;
        async { Err::<http::Response<Body>, _>(NotSent::new("closed")) }
    });
    let attempt = async |url| {
        let client = Client::builder("http://localhost")
            .auth(Rewrites(url))
            .transport(transport.clone())
            .retry(Retry::never())
            .build()
            .unwrap();
        client.delete_person("a", "p").await.unwrap_err()
    };
    for url in [
        "http://elsewhere/v1/accounts/a/persons/p",
        "https://localhost/v1/accounts/a/persons/p",
        "http://localhost/v1/accounts/a/persons",
        "http://localhost/v1/accounts/a/persons/..",
        "http://localhost/v1/accounts/a/persons/p/q",
    ] {
        let error = attempt(url).await;
        assert_eq!(error.kind(), ErrorKind::Unexpected, "{url}: {error}");
        assert!(!error.may_have_been_sent());
    }
    assert_eq!(*reached.lock().unwrap(), 0);
    let error = attempt("http://localhost/v1/accounts/a/persons/p?key=1").await;
    assert_eq!(
        error.kind(),
        ErrorKind::Connect,
        "a query may be added: {error}"
    );
    assert_eq!(*reached.lock().unwrap(), 1);
}
