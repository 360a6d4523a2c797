//! Tests of code that calls APIs (feature `testing`). The guide has [a page](crate::guide::testing) about
//! them.
//!
//! | to | use |
//! | --- | --- |
//! | answer calls by hand, without any transport | a double: [`Call::ready`](crate::Call::ready), [`Client::offline`](crate::Client::offline) |
//! | see what is sent and script the answers | [`Recorder`] |
//! | have an error of a certain kind | [`errors`] |
//! | see how code lives with a bad network | [`Faults`] |
//! | retry without waiting | [`PausedClock`] |

mod clock;
pub mod errors;
mod faults;
mod recorder;
mod reply;

pub use self::clock::PausedClock;
pub use self::faults::{Faults, Faulty};
pub use self::recorder::{Recorded, Recorder};
pub use self::reply::Reply;
