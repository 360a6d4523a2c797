//! Lists by `Link` header, over a real socket.

use endpoint::page::Linked;
use endpoint::{Api, Client, Pages, endpoint};
use endpoint_tests::{Server, answer};

use crate::over;

trait Repos: Api {
    #[endpoint(GET, "/repos")]
    fn repos(&self) -> Pages<Linked<u32>>;
}

impl Repos for Client {}

#[tokio::test]
async fn pages_follow_the_link_header() {
    let page = |link: &str, body: &str| answer("200 OK", &[&format!("Link: {link}")], body);
    let server = Server::script([
        page(
            r#"</repos?page=2>; rel="next", </repos?page=3>; rel="last""#,
            "[1,2]",
        ),
        page(r#"</repos>; rel="first""#, "[3]"),
    ])
    .await
    .unwrap();
    let client = over(server.url()).build().unwrap();
    let repos = client
        .repos()
        .map_call(|call| call.header("X-Account", "a"));
    assert_eq!(repos.try_collect(9).await.unwrap(), [1, 2, 3]);
    let arrived = server.arrived();
    assert_eq!(arrived[1].line(), "GET /repos?page=2");
    assert!(
        arrived
            .iter()
            .all(|page| page.header("x-account") == Some("a"))
    );
}

#[tokio::test]
async fn a_page_shows_its_links() {
    let link = r#"Link: </repos?page=2>; rel="next", </repos?page=3>; rel="last""#;
    let server = Server::start(answer("200 OK", &[link], "[1,2]"))
        .await
        .unwrap();
    let client = over(server.url()).build().unwrap();
    let mut pages = client.repos().by_page();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(first.items(), [1, 2]);
    assert_eq!(first.link("last"), Some("/repos?page=3"));
    assert_eq!(first.link("prev"), None);
    assert_eq!(Linked::from(vec![1]).link("next"), None);
}
