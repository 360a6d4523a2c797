//! The header `Host` as it arrives. `.ci/run` runs this without the feature `http2`, where it is the
//! client that states it and not the pool below.

#![cfg(all(feature = "reqwest", feature = "hyper"))]

use endpoint::transport::Hyper;
use endpoint::{Api, Call, Client, ClientBuilder, RawBody, endpoint};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

trait Things: Api {
    #[endpoint(GET, "/things")]
    fn things(&self) -> Call<RawBody>;
}

impl Things for Client {}

/// Answers one request, and gives the hosts that its head names.
async fn once(answer: String) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let authority = listener.local_addr().unwrap().to_string();
    let hosts = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            assert!(stream.read_buf(&mut head).await.unwrap() > 0);
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
        let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
        let hosts = head.lines().filter_map(|line| line.strip_prefix("host: "));
        hosts.map(str::to_owned).collect()
    });
    (authority, hosts)
}

#[tokio::test]
async fn each_hop_names_its_own_host_once() {
    let transports: [fn(ClientBuilder) -> ClientBuilder; 2] = [
        |builder| builder,
        |builder| builder.transport(Hyper::new().unwrap()),
    ];
    for transport in transports {
        let there = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
        let (second, second_hosts) = once(there.to_owned()).await;
        let moved = format!(
            "HTTP/1.1 302 Found\r\nLocation: http://{second}/things\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        let (first, first_hosts) = once(moved).await;
        let builder = Client::builder(format!("http://{first}")).redirects(1);
        let client = transport(builder).build().unwrap();
        assert_eq!(client.things().await.unwrap().as_bytes(), b"ok");
        assert_eq!(first_hosts.await.unwrap(), [first]);
        assert_eq!(second_hosts.await.unwrap(), [second]);
    }
}
