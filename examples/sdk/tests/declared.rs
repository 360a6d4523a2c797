//! Operations that the SDK lacks, declared where `endpoint` is not in sight.

use nameplate::declare::{Api, endpoint};
use nameplate::testing::{Recorder, Reply, Server};
use nameplate::{Call, Error, Nameplate, NewZone, ZoneId};

trait Exports: Api {
    #[endpoint(GET, "/v1/zones/<zone>/export", crate = ::nameplate::declare)]
    fn export(&self, zone: &ZoneId) -> Call<String>;

    #[endpoint(GET, "/v1/zones/<zone>/export", crate = ::nameplate::declare)]
    async fn export_now(&self, zone: &ZoneId) -> Result<String, Error>;
}

impl Exports for Nameplate {}

#[tokio::test]
async fn they_are_sent_as_the_sdk_sends_and_fail_with_its_error() {
    let server = Server::start().unwrap();
    let client = Nameplate::builder().base_url(server.url());
    let client = client.token(Server::TOKEN).build().unwrap();
    let zone = client.zones().create(&NewZone::new("a.example"));
    let zone = zone.await.unwrap();
    assert_eq!(client.export(&zone.id).await.unwrap(), "");
    client.zones().delete(&zone.id).await.unwrap();
    let error: Error = client.export(&zone.id).await.unwrap_err();
    assert!(error.is_not_found());
    let error: Error = client.export_now(&zone.id).await.unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test]
async fn every_setting_of_the_client_can_be_changed() {
    let recorder = Recorder::new().on("export", Reply::json(&"www 60 IN A 192.0.2.1"));
    let client = Nameplate::builder()
        .token("np_live_123")
        .recorder(&recorder)
        .configure(|settings| settings.header("X-Team", "dns"))
        .build()
        .unwrap();
    client.export(&"zone_1".parse().unwrap()).await.unwrap();
    recorder.assert_sent(&["GET /v1/zones/zone_1/export"]);
    let sent = &recorder.requests()[0].head.headers;
    assert_eq!(sent["x-team"], "dns");
    assert_eq!(sent["nameplate-version"], Nameplate::API_VERSION);
    assert_eq!(sent["authorization"], "Bearer np_live_123");
    let agent = sent["user-agent"].to_str().unwrap();
    assert!(agent.starts_with("nameplate-rust/"), "{agent}");
}
