//! The small run of what `examples/exactly_once.rs` does at length.

use stripe_example::exactly_once::{Declared, Plan, run};

const PLAN: Plan = Plan {
    transfers: 1_000,
    reversals: 200,
    in_flight: 64,
    retries: 1,
    seed: 7,
    declared: Declared::Well,
};

#[tokio::test(flavor = "multi_thread")]
async fn money_moves_exactly_once_through_a_network_that_fails() {
    let report = run(PLAN, |_| {}).await.unwrap();
    assert!(report.problems.is_empty(), "{report}");
    // The run has met what it is about.
    let (transfers, reversals) = (report.transfers, report.reversals);
    let calls = transfers.succeeded + transfers.gave_up + transfers.never_sent;
    assert_eq!(calls, PLAN.transfers, "{report}");
    let calls = reversals.succeeded + reversals.gave_up + reversals.never_sent;
    assert_eq!(calls, PLAN.reversals, "{report}");
    assert!(
        transfers.gave_up > 0 && transfers.never_sent > 0,
        "{report}"
    );
    assert!(transfers.done_unknown > 0, "{report}");
    assert_eq!(report.faults.len(), 8, "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_careless_declaration_doubles_transfers_and_is_found_out() {
    let plan = Plan {
        reversals: 0,
        declared: Declared::Careless,
        ..PLAN
    };
    let report = run(plan, |_| {}).await.unwrap();
    assert!(report.transfers.doubled > 0, "{report}");
    assert!(!report.problems.is_empty(), "{report}");
}
