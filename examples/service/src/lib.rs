//! An order desk that calls a warehouse: a service between its callers and another service.
//!
//! | module | what it shows |
//! | --- | --- |
//! | [`stock`] | the other service, declared, and the settings of a client that has callers of its own |
//! | [`desk`] | handlers that hand on the caller's token and deadline, and answer for what comes back |
//! | [`trace`] | one span tree over both services |
//! | [`warehouse`] | the other service, in memory, on good and bad days |

pub mod desk;
pub mod stock;
pub mod trace;
pub mod warehouse;
