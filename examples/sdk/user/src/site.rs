//! The program's own work: where a site is, told to the world.

use std::net::Ipv4Addr;

use nameplate::{
    Error, NewRecord, NewZone, Record, RecordChange, RecordFilter, RecordType, Records, Zone, Zones,
};

/// What was done to publish a site.
#[derive(Debug, PartialEq)]
pub(crate) enum Published {
    /// It is new.
    Added(Record),
    /// It was elsewhere.
    Moved(Record),
    /// It was there already.
    Kept(Record),
}

/// Points `host` in the zone of `domain` to `address`; makes the zone if there is none.
pub(crate) async fn publish(
    zones: &dyn Zones,
    records: &dyn Records,
    domain: &str,
    host: &str,
    address: Ipv4Addr,
) -> Result<Published, Error> {
    let zone = match find(zones, domain).await? {
        Some(zone) => zone,
        None => zones.create(&NewZone::new(domain)).await?,
    };
    let address = address.to_string();
    let filter = RecordFilter::new().kind(RecordType::A).name(host);
    match records.list(&zone.id, &filter).next().await.transpose()? {
        Some(record) if record.content == address => Ok(Published::Kept(record)),
        Some(record) => {
            let change = RecordChange::new().content(address);
            let record = records.update(&zone.id, &record.id, &change).await?;
            Ok(Published::Moved(record))
        }
        None => {
            let record = NewRecord::new(RecordType::A, host, address).ttl(300);
            let record = records.create(&zone.id, &record).await?;
            Ok(Published::Added(record))
        }
    }
}

async fn find(zones: &dyn Zones, domain: &str) -> Result<Option<Zone>, Error> {
    let mut zones = zones.list();
    while let Some(zone) = zones.next().await {
        let zone = zone?;
        if zone.name == domain {
            return Ok(Some(zone));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use nameplate::testing::{Api, Client, errors, refusal};
    use nameplate::{Call, ErrorKind, Pages, RecordId, StatusCode, ZoneId};

    use super::*;

    /// One zone with one record, `www` at 192.0.2.1; it answers what `publish` may ask.
    struct Fake;

    impl Api for Fake {
        fn client(&self) -> &Client {
            Client::offline()
        }
    }

    impl Zones for Fake {
        fn list(&self) -> Pages<Zone> {
            let id = "zone_1".parse().unwrap();
            Pages::ready([Zone::new(id, "example.com")])
        }
    }

    impl Records for Fake {
        fn list(&self, zone: &ZoneId, filter: &RecordFilter) -> Pages<Record> {
            let www = NewRecord::new(RecordType::A, "www", "192.0.2.1");
            let www = Record::new("rec_1".parse().unwrap(), zone.clone(), www);
            Pages::ready(
                [www]
                    .into_iter()
                    .filter(|www| filter.name.as_ref() == Some(&www.name)),
            )
        }

        fn update(&self, zone: &ZoneId, record: &RecordId, change: &RecordChange) -> Call<Record> {
            let content = change.content.clone().unwrap_or_default();
            let www = NewRecord::new(RecordType::A, "www", content);
            Call::ready(Ok(Record::new(record.clone(), zone.clone(), www)))
        }

        fn create(&self, _: &ZoneId, _: &NewRecord) -> Call<Record> {
            Call::ready(Err(refusal(
                StatusCode::FORBIDDEN,
                "read_only",
                "this token may not write",
            )))
        }
    }

    async fn publish_at(host: &str, address: [u8; 4]) -> Result<Published, Error> {
        publish(&Fake, &Fake, "example.com", host, address.into()).await
    }

    #[tokio::test]
    async fn what_is_there_is_kept_or_moved() {
        let kept = publish_at("www", [192, 0, 2, 1]).await.unwrap();
        assert!(matches!(kept, Published::Kept(_)));
        let Published::Moved(record) = publish_at("www", [192, 0, 2, 2]).await.unwrap() else {
            panic!("it was elsewhere");
        };
        assert_eq!(record.content, "192.0.2.2");
    }

    #[tokio::test]
    async fn a_refusal_is_handed_on() {
        let error = publish_at("api", [192, 0, 2, 3]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unauthorized);
        assert_eq!(error.to_string(), "403 read_only: this token may not write");
    }

    #[tokio::test]
    async fn what_the_fake_does_not_answer_is_told_by_name() {
        let address = Ipv4Addr::LOCALHOST;
        let published = publish(&Fake, &Fake, "example.org", "www", address).await;
        let error = published.unwrap_err();
        assert!(error.to_string().starts_with("POST /v1/zones: "), "{error}");
        assert!(!error.may_have_happened());
    }

    /// A Nameplate that takes too long.
    struct Slow;

    impl Api for Slow {
        fn client(&self) -> &Client {
            Client::offline()
        }
    }

    impl Zones for Slow {
        fn list(&self) -> Pages<Zone> {
            Pages::from_call(Call::ready(Err(errors::timeout())))
        }
    }

    #[tokio::test]
    async fn time_that_runs_out_is_told() {
        let address = Ipv4Addr::LOCALHOST;
        let published = publish(&Slow, &Fake, "example.com", "www", address).await;
        assert!(published.unwrap_err().is_timeout());
    }
}
