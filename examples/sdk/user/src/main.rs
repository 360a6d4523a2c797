//! Publishes a site at a Nameplate in memory, and meets each kind of failure once.

mod site;

use std::error::Error as _;
use std::net::Ipv4Addr;
use std::time::Duration;

use nameplate::testing::Server;
use nameplate::{Error, ErrorKind, Nameplate, NewRecord, RecordFilter, RecordType, Retry, ZoneId};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> Outcome {
    let server = Server::start()?;
    let client = client_of(server.url())?;

    for (host, last) in [("www", 1), ("api", 2), ("www", 3), ("mail", 4), ("blog", 5)] {
        let address = Ipv4Addr::new(192, 0, 2, last);
        let (zones, records) = (client.zones(), client.records());
        let published = site::publish(zones, records, "example.com", host, address).await?;
        match published {
            site::Published::Added(record) => println!("{host} is at {}", record.content),
            site::Published::Moved(record) => println!("{host} has moved to {}", record.content),
            site::Published::Kept(_) => println!("{host} is where it was"),
        }
    }

    let zone = client
        .zones()
        .list()
        .next()
        .await
        .ok_or("there is no zone")??;
    let all = client.records().list(&zone.id, &RecordFilter::new());
    println!(
        "{} has {} records",
        zone.name,
        all.try_collect(100).await?.len()
    );

    failures(&client, &zone.id).await?;
    // Without a connection from when there was a server: one that ends while it is used is another
    // failure, after which nobody can be certain.
    let late = client_of(server.url())?;
    drop(server);
    unreachable(&late, &zone.id).await
}

fn client_of(url: &str) -> Outcome<Nameplate> {
    let builder = Nameplate::builder().base_url(url).token(Server::TOKEN);
    Ok(builder.build()?)
}

/// What the user of a program sees when something is wrong with what was asked.
async fn failures(client: &Nameplate, zone: &ZoneId) -> Outcome {
    println!("\nAn id of something else:");
    match "rec_1".parse::<ZoneId>() {
        Ok(zone) => return Err(format!("{zone} is no zone").into()),
        Err(error) => println!("  {error}"),
    }

    println!("A record that cannot be:");
    let wrong = NewRecord::new(RecordType::A, "www", "here").ttl(1);
    let error = failure(client.records().create(zone, &wrong).await)?;
    if error.kind() == ErrorKind::Invalid {
        for problem in error.problems() {
            println!("  {} {}", problem.field, problem.message);
        }
    }

    println!("A zone that is not there:");
    let missing: ZoneId = "zone_999999".parse()?;
    let error = failure(client.zones().get(&missing).await)?;
    println!("  {error}");
    let as_a_value = client.zones().get(&missing).optional().await?;
    println!("  or, if that is no failure: {as_a_value:?}");
    Ok(())
}

/// What is left when nobody answers: one call with options of its own.
async fn unreachable(client: &Nameplate, zone: &ZoneId) -> Outcome {
    println!("No Nameplate:");
    let call = client
        .zones()
        .delete(zone)
        .header("X-Change", "CHG-7")
        .timeout(Duration::from_secs(1))
        .retry(Retry::never());
    let error = failure(call.await)?;
    let sure = if error.may_have_happened() {
        "perhaps"
    } else {
        "certainly not"
    };
    println!("  {:?}, deleted: {sure}", error.kind());
    let mut cause = error.source();
    while let Some(why) = cause {
        println!("  because: {why}");
        cause = why.source();
    }
    Ok(())
}

/// The failure that is to be shown.
fn failure<T>(result: Result<T, Error>) -> Outcome<Error> {
    match result {
        Ok(_) => Err("it went well, and should not have".into()),
        Err(error) => Ok(error),
    }
}
