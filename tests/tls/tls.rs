//! Each TLS library against a real server on loopback, over both transports, with HTTP/1.1 and HTTP/2.

mod server;

use endpoint::testing::PausedClock;
use endpoint::transport::Hyper;
use endpoint::{Api, Call, Client, ClientBuilder, ErrorKind, Retry, endpoint};
use endpoint_tls_tests::{Identity, trusting};

use self::server::{Manner, Server};

trait Things: Api {
    #[endpoint(POST, "/things/<id>")]
    fn create(&self, id: &str) -> Call<u8>;
}

impl Things for Client {}

const BOTH: [&str; 2] = ["h2", "http/1.1"];

/// A client for `base` over each transport.
fn over_each(base: &str) -> [(&'static str, ClientBuilder); 2] {
    let builder = || Client::builder(base).clock(PausedClock::new().jitter(0.0));
    [
        ("reqwest", builder()),
        ("hyper", builder().transport(Hyper::new().unwrap())),
    ]
}

/// Post-quantum key exchange, which of the three only aws-lc offers.
const X25519_MLKEM768: u16 = 0x11ec;
/// A curve that of the three only OpenSSL offers.
const X448: u16 = 0x001e;

#[tokio::test]
async fn the_library_of_the_enabled_feature_is_used() {
    if !trusting("the_library_of_the_enabled_feature_is_used") {
        return;
    }
    let server = Server::start(&Identity::trusted(), &BOTH, Manner::Answer).await;
    for (name, builder) in over_each(&server.base("localhost")) {
        assert_eq!(
            builder.build().unwrap().create("1").await.unwrap(),
            7,
            "{name}"
        );
        let groups = server.heard().pop().unwrap();
        let library = match (groups.contains(&X25519_MLKEM768), groups.contains(&X448)) {
            (true, false) => "aws-lc",
            (false, false) => "ring",
            (_, true) => "OpenSSL",
        };
        let expected = if cfg!(feature = "rustls") {
            "aws-lc"
        } else if cfg!(feature = "rustls-ring") {
            "ring"
        } else {
            "OpenSSL"
        };
        assert_eq!(library, expected, "{name}: {groups:x?}");
    }
}

#[tokio::test]
async fn http_2_is_spoken_where_the_server_speaks_it() {
    if !trusting("http_2_is_spoken_where_the_server_speaks_it") {
        return;
    }
    let cases: [(&[&str], _); 3] = [
        (&BOTH, "HTTP/2.0"),
        (&["http/1.1"], "HTTP/1.1"),
        (&[], "HTTP/1.1"),
    ];
    for (protocols, version) in cases {
        let server = Server::start(&Identity::trusted(), protocols, Manner::Answer).await;
        for (name, builder) in over_each(&server.base("localhost")) {
            let client = builder.build().unwrap();
            for _ in 0..3 {
                assert_eq!(client.create("1").await.unwrap(), 7, "{name}, {version}");
            }
        }
        let arrived = server.arrived();
        assert_eq!(arrived.len(), 6);
        assert!(
            arrived
                .iter()
                .all(|line| line == &format!("POST /things/1 {version}")),
            "{arrived:?}"
        );
        assert_eq!(
            server.heard().len(),
            2,
            "one connection a client, used again"
        );
    }
}

#[tokio::test]
async fn who_is_not_trusted_gets_nothing() {
    if !trusting("who_is_not_trusted_gets_nothing") {
        return;
    }
    let unknown = Server::start(&Identity::make(), &BOTH, Manner::Answer).await;
    let trusted = Server::start(&Identity::trusted(), &BOTH, Manner::Answer).await;
    let cases = [
        ("an unknown issuer", unknown.base("localhost")),
        ("another name", trusted.base("127.0.0.1")),
    ];
    for (case, base) in cases {
        for (name, builder) in over_each(&base) {
            let error = builder
                .build()
                .unwrap()
                .create("path-value")
                .await
                .unwrap_err();
            assert_eq!(
                error.kind(),
                ErrorKind::Connect,
                "{name}, {case}: {error:?}"
            );
            assert!(!error.may_have_been_sent(), "{name}, {case}: {error:?}");
            assert_eq!(
                error.attempts(),
                1,
                "{name}, {case}: another attempt would not help"
            );
            assert!(!format!("{error:?}").contains("path-value"), "{error:?}");
        }
    }
    assert!(unknown.arrived().is_empty() && trusted.arrived().is_empty());
}

#[tokio::test]
async fn what_a_server_refused_to_look_at_is_unsent_and_sent_again() {
    if !trusting("what_a_server_refused_to_look_at_is_unsent_and_sent_again") {
        return;
    }
    for manner in [Manner::RefuseFirst, Manner::GoAwayFirst] {
        let server = Server::start(&Identity::trusted(), &BOTH, manner).await;
        for (name, builder) in over_each(&server.base("localhost")) {
            // A POST without a key: only what was not sent is repeated.
            let answer = builder.build().unwrap().create("1").with_response().await;
            let answer = answer.unwrap_or_else(|error| panic!("{name}, {manner:?}: {error:?}"));
            assert_eq!(answer.attempts(), 2, "{name}, {manner:?}");
            server.forget();
        }
        for (name, builder) in over_each(&server.base("localhost")) {
            let client = builder.retry(Retry::never()).build().unwrap();
            let error = client.create("1").await.unwrap_err();
            assert_eq!(
                error.kind(),
                ErrorKind::Connect,
                "{name}, {manner:?}: {error:?}"
            );
            assert!(!error.may_have_been_sent(), "{name}, {manner:?}: {error:?}");
            server.forget();
        }
    }
}

#[tokio::test]
async fn what_a_server_began_to_look_at_may_have_been_sent() {
    if !trusting("what_a_server_began_to_look_at_may_have_been_sent") {
        return;
    }
    for manner in [Manner::CancelFirst, Manner::HangUpFirst] {
        let server = Server::start(&Identity::trusted(), &BOTH, manner).await;
        for (name, builder) in over_each(&server.base("localhost")) {
            let error = builder.build().unwrap().create("1").await.unwrap_err();
            assert_eq!(
                error.kind(),
                ErrorKind::Transport,
                "{name}, {manner:?}: {error:?}"
            );
            assert!(error.may_have_been_sent(), "{name}, {manner:?}: {error:?}");
            assert_eq!(error.attempts(), 1, "{name}, {manner:?}");
            server.forget();
        }
    }
}
