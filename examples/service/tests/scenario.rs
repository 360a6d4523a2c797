//! The command as its users run it.

use std::process::Command;

#[test]
fn the_story_is_told_to_its_end() {
    let output = Command::new(env!("CARGO_BIN_EXE_service-example"))
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(output.status.success(), "{output:?}");
    for line in [
        "ord_1: 900 cents",
        "call POST /orders: 201",
        "   ├─ call GET /v1/items/{sku}: 200 (resend 1)",
        "      └─ warehouse POST /v1/items/{sku}/reservations: 200",
        "POST /orders: 404 no_such_item: the warehouse has no such item (1 attempt)",
        "POST /orders: 503 unavailable: the warehouse cannot be reached (1 attempt), try again in 7s",
        "POST /orders: 504 too_late: the warehouse did not answer in time (1 attempt)",
        "ord_2: 900 cents",
    ] {
        assert!(told.lines().any(|told| told == line), "{line}\n\n{told}");
    }
    let all = told.matches("100 were answered with 503, after ").count();
    assert_eq!(all, 2, "{told}");
}
