//! What one call costs: our client and the same calls by hand, against one server in another
//! process. `cargo run --release -p endpoint-benches --bin per_call` prints the tables.

mod data;
mod measure;
mod peers;
mod report;
mod server;
mod settings;

use std::alloc::System;
use std::env;
use std::process::ExitCode;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

use crate::measure::Plan;
use crate::peers::{BoxError, Declared, HyperUtil, ReqwestPlain, ReqwestTuned};
use crate::settings::Who;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match *arguments {
        [] => report::print(false),
        ["--save"] => report::print(true),
        ["serve"] => on_one_thread(async { Ok(server::serve().await?) }),
        ["calls", base, ref plan @ ..] => calls(base, plan),
        _ => Err("the arguments are none, or `--save`".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn on_one_thread(task: impl Future<Output = Result<(), BoxError>>) -> Result<(), BoxError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(task)
}

/// Makes the calls of a plan and prints what they cost.
fn calls(base: &str, plan: &[&str]) -> Result<(), BoxError> {
    let plan = Plan::parse(plan)?;
    on_one_thread(async {
        let cost = match plan.who {
            Who::ReqwestPlain => measure::run(ReqwestPlain::new(base)?, &plan).await,
            Who::ReqwestTuned => measure::run(ReqwestTuned::new(base)?, &plan).await,
            Who::HyperUtil => measure::run(HyperUtil::new(base)?, &plan).await,
            Who::OverReqwest => measure::run(Declared::over_reqwest(base)?, &plan).await,
            Who::OverHyper => measure::run(Declared::over_hyper(base)?, &plan).await,
            Who::Bare => measure::run(Declared::bare(base)?, &plan).await,
            Who::Full => measure::run(Declared::full(base)?, &plan).await,
        };
        println!("{}", cost?);
        Ok(())
    })
}
