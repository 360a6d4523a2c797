//! The same SDK in a program without an async runtime: keys of an account, made and revoked.

use nameplate::testing::Server;
use nameplate::{ErrorKind, Nameplate, NewKey};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start()?;
    let settings = || Nameplate::builder().base_url(server.url());
    let client = settings().token(Server::TOKEN).build()?;

    let key = client.keys().create(&NewKey::new("deploys")).blocking()?;
    println!("made {} for {}: {:?}", key.id, key.label, key.token);

    let deploys = settings().token(key.token.reveal()).build()?;
    for key in deploys.keys().list().blocking() {
        println!("there is {}", key?.label);
    }

    client.keys().revoke(&key.id).blocking()?;
    match deploys.zones().list().blocking().next() {
        Some(Err(error)) if error.kind() == ErrorKind::Unauthorized => println!("revoked: {error}"),
        other => return Err(format!("the revoked key still works: {other:?}").into()),
    }
    Ok(())
}
