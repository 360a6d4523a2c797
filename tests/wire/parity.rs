//! The Stripe of `examples/stripe` sends what Stripe's official Python SDK sends.
//!
//! `captures/stripe-python.json` holds requests that the SDK made in scenarios with a name. Each
//! is made again here, over a loopback socket, and compared after decoding: method, path, query
//! and form as ordered pairs, idempotency key, content type, account, version. Where ours differs
//! on purpose, the scenario says how and why, and the test fails when it no longer does.
//!
//! Credentials are not compared: the SDK sends the key as a bearer token, ours as Basic user name.

mod capture;
mod errors;
mod families;
mod retries;
mod scenario;

use std::collections::BTreeSet;
use std::io::Write;

use self::capture::{Captures, Request};
use self::scenario::{Differs, Scenario};

/// Scenarios that no operation can express, with the reason.
const PASSED_OVER: &[(&str, &str)] = &[];

#[tokio::test]
async fn every_recorded_scenario_is_sent_as_the_official_sdk_sends_it() {
    let captures = Captures::load();
    let scenarios: Vec<Scenario> = [families::all(), retries::all(), errors::all()]
        .into_iter()
        .flatten()
        .collect();
    let (mut same, mut wanted) = (0, Vec::new());
    let mut seen = BTreeSet::new();
    for scenario in &scenarios {
        let name = scenario.name;
        assert!(seen.insert(name), "`{name}` is there twice");
        let recorded = captures.of(name);
        let ours = scenario.run().await;
        match scenario.differs {
            None => {
                assert_eq!(ours, recorded, "{name}");
                same += 1;
            }
            Some((how, why)) => {
                check_difference(name, how, &ours, recorded);
                wanted.push((name, why));
            }
        }
    }
    for (name, _) in PASSED_OVER {
        assert!(seen.insert(name), "`{name}` is passed over and is not");
    }
    assert_eq!(
        seen,
        captures.names(),
        "what was recorded, and what is here"
    );
    report(same, &wanted);
}

/// That the difference is the one that the scenario names, and no other.
fn check_difference(name: &str, how: Differs, ours: &[Request], recorded: &[Request]) {
    assert_ne!(ours, recorded, "{name} does not differ any more");
    match how {
        Differs::InOrder => {
            let sorted = |requests: &[Request]| -> Vec<Request> {
                requests.iter().map(Request::with_sorted_pairs).collect()
            };
            assert_eq!(sorted(ours), sorted(recorded), "{name}");
        }
        Differs::InRequests(count) => {
            assert_eq!(ours.len(), count, "{name}");
            for request in ours {
                assert_eq!(request, &recorded[0], "{name}");
            }
        }
    }
}

/// Past the test harness, which shows what a test prints only where it fails.
fn report(same: usize, wanted: &[(&str, &str)]) {
    let mut lines = format!(
        "wire parity: {} scenarios compared, {same} the same, {} differ on purpose, {} passed over\n",
        same + wanted.len(),
        wanted.len(),
        PASSED_OVER.len(),
    );
    for (name, why) in wanted {
        lines.push_str(&format!("  differs on purpose: {name}: {why}\n"));
    }
    for (name, why) in PASSED_OVER {
        lines.push_str(&format!("  passed over: {name}: {why}\n"));
    }
    std::io::stderr().write_all(lines.as_bytes()).unwrap();
}
