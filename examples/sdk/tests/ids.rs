//! Ids that name something else are refused wherever they come from.

use nameplate::{RecordId, Zone, ZoneId};

#[test]
fn an_id_is_its_prefix_and_letters_and_digits() {
    let zone: ZoneId = "zone_7f".parse().unwrap();
    assert_eq!(zone.as_str(), "zone_7f");
    assert_eq!(zone.to_string(), "zone_7f");
    assert_eq!(ZoneId::PREFIX, "zone_");
    for wrong in [
        "",
        "zone_",
        "rec_1",
        "zone_1/records",
        "zone_..",
        "Zone_1",
        "zone_1 ",
    ] {
        let error = wrong.parse::<ZoneId>().unwrap_err().to_string();
        let expected = format!(
            "`{wrong}` is not an id that begins with `zone_` and goes on in letters and digits"
        );
        assert_eq!(error, expected);
    }
}

#[test]
fn serde_refuses_it_too() {
    let zone: Zone = serde_json::from_str(r#"{ "id": "zone_1", "name": "a.example" }"#).unwrap();
    assert_eq!(serde_json::to_string(&zone.id).unwrap(), r#""zone_1""#);
    let error = serde_json::from_str::<Zone>(r#"{ "id": "rec_1", "name": "a.example" }"#);
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("begins with `zone_`")
    );
    assert!(serde_json::from_str::<RecordId>("7").is_err());
}
