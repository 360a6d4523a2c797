//! Calls of one client, and what they cost.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, Instant};

use stats_alloc::Region;
use tokio::task::JoinSet;

use crate::peers::{BoxError, Outcome, Peer};
use crate::settings::{Shape, Who};
use crate::{ALLOCATOR, data};

/// Calls before anything is measured: the connections are open and the buffers grown.
pub(crate) const WARM_UP: usize = 100;

/// Which calls are made.
pub(crate) struct Plan {
    pub(crate) who: Who,
    pub(crate) shape: Shape,
    /// Calls after the first [`WARM_UP`].
    pub(crate) count: usize,
    pub(crate) in_flight: usize,
}

impl Plan {
    pub(crate) fn parse(words: &[&str]) -> Outcome<Self> {
        let [who, shape, count, in_flight] = words else {
            return Err("a plan is client, call, count and calls in flight".into());
        };
        Ok(Self {
            who: who.parse()?,
            shape: shape.parse()?,
            count: count.parse()?,
            in_flight: in_flight.parse()?,
        })
    }

    pub(crate) fn words(&self) -> [String; 4] {
        [
            self.who.name().to_owned(),
            self.shape.name().to_owned(),
            self.count.to_string(),
            self.in_flight.to_string(),
        ]
    }
}

/// What the calls of a plan cost, per call.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) allocations: f64,
    pub(crate) bytes: f64,
    pub(crate) median_us: f64,
    pub(crate) p99_us: f64,
    pub(crate) per_second: f64,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} {} {} {}",
            self.allocations, self.bytes, self.median_us, self.p99_us, self.per_second
        )
    }
}

impl FromStr for Cost {
    type Err = BoxError;

    fn from_str(text: &str) -> Outcome<Self> {
        let figures = text.split_whitespace().map(str::parse);
        let figures: Vec<f64> = figures.collect::<Result<_, _>>()?;
        let [allocations, bytes, median_us, p99_us, per_second] = *figures else {
            return Err(format!("not what calls cost: `{text}`").into());
        };
        Ok(Self {
            allocations,
            bytes,
            median_us,
            p99_us,
            per_second,
        })
    }
}

pub(crate) async fn run<P: Peer>(peer: P, plan: &Plan) -> Outcome<Cost> {
    in_turn(&peer, plan.shape, WARM_UP, &mut Vec::new()).await?;
    let mut times = Vec::with_capacity(plan.count);
    let started = Instant::now();
    let region = Region::new(ALLOCATOR);
    if plan.in_flight == 1 {
        in_turn(&peer, plan.shape, plan.count, &mut times).await?;
    } else {
        side_by_side(peer, plan, &mut times).await?;
    }
    let used = region.change();
    Ok(cost(used, started.elapsed(), times))
}

async fn in_turn<P: Peer>(
    peer: &P,
    shape: Shape,
    count: usize,
    times: &mut Vec<Duration>,
) -> Outcome<()> {
    times.reserve(count);
    for _ in 0..count {
        let started = Instant::now();
        call(peer, shape).await?;
        times.push(started.elapsed());
    }
    Ok(())
}

async fn side_by_side<P: Peer>(peer: P, plan: &Plan, times: &mut Vec<Duration>) -> Outcome<()> {
    let (shape, each) = (plan.shape, plan.count / plan.in_flight);
    let mut tasks = JoinSet::new();
    for _ in 0..plan.in_flight {
        let peer = peer.clone();
        tasks.spawn(async move {
            let mut times = Vec::new();
            in_turn(&peer, shape, each, &mut times).await?;
            Ok::<_, BoxError>(times)
        });
    }
    while let Some(done) = tasks.join_next().await {
        times.extend(done??);
    }
    Ok(())
}

/// One call, whose answer is looked at: what decodes it cannot be left out.
async fn call<P: Peer>(peer: &P, shape: Shape) -> Outcome<()> {
    let as_expected = match shape {
        Shape::Delete => peer.delete().await?.deleted,
        Shape::Create => peer.create().await?.amount == 400,
        Shape::List => peer.list().await?.data.len() == data::PAGE,
    };
    as_expected
        .then_some(())
        .ok_or_else(|| "the answer is not the server's".into())
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
fn cost(used: stats_alloc::Stats, elapsed: Duration, mut times: Vec<Duration>) -> Cost {
    times.sort_unstable();
    let count = times.len() as f64;
    let at = |hundredth: usize| {
        let time = times.get(times.len() * hundredth / 100);
        time.map_or(f64::NAN, |time| time.as_secs_f64() * 1e6)
    };
    Cost {
        allocations: (used.allocations + used.reallocations) as f64 / count,
        bytes: used.bytes_allocated as f64 / count,
        median_us: at(50),
        p99_us: at(99),
        per_second: count / elapsed.as_secs_f64(),
    }
}
