//! Which header wins, and which may not be set by hand.

use endpoint::auth::Basic;
use endpoint::{Api, Call, Client, ErrorKind, endpoint};
use endpoint_tests::Server;

use crate::over;

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn things(&self) -> Call<()>;
}

impl Things for Client {}

#[tokio::test]
async fn the_calls_header_wins_over_the_clients() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url())
        .header("X-Version", "1")
        .header("X-Other", "kept")
        .user_agent("shop/1.0")
        .build()
        .unwrap();
    client.things().await.unwrap();
    client.things().header("X-Version", "2").await.unwrap();
    let arrived = server.arrived();
    assert_eq!(arrived[0].header("x-version"), Some("1"));
    assert_eq!(arrived[1].header("x-version"), Some("2"));
    assert_eq!(arrived[1].header("x-other"), Some("kept"));
    assert_eq!(arrived[1].header("user-agent"), Some("shop/1.0"));
}

#[tokio::test]
async fn what_a_call_may_not_set_is_refused_unsent() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url()).build().unwrap();
    let refused = [
        ("Authorization", "s3cret", "is set with `auth`"),
        ("Host", "elsewhere", "belongs to the connection"),
        ("Content-Length", "1", "belongs to the connection"),
        ("Transfer-Encoding", "chunked", "belongs to the connection"),
        ("X-Note", "a\r\nX-Evil: s3cret", "no header can carry"),
        ("X-Note", "s3cret\0", "no header can carry"),
        ("X Note", "a", "no token"),
    ];
    for (name, value, words) in refused {
        let error = client.things().header(name, value).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        assert!(!error.may_have_been_sent());
        let text = format!("{error} {error:?}");
        assert!(text.contains(words), "{text}");
        assert!(!text.contains("s3cret"), "{text}");
    }
    assert!(server.arrived().is_empty());
}

#[tokio::test]
async fn the_first_of_several_mistakes_is_reported() {
    let client = Client::builder("http://localhost").build().unwrap();
    let error = client
        .things()
        .header("Host", "a")
        .header("Authorization", "b")
        .await
        .unwrap_err();
    assert!(error.to_string().contains("`host`"), "{error}");
}

#[tokio::test]
async fn a_credential_that_no_header_can_carry_fails_each_call() {
    let server = Server::json("null").await.unwrap();
    let client = over(server.url())
        .auth(Basic::new("us:er", "s3cret"))
        .build()
        .unwrap();
    let error = client.things().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth);
    assert!(!format!("{error:?}").contains("s3cret"));
    assert!(server.arrived().is_empty());
}
