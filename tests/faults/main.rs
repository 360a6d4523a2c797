//! Failures to survive, each against a real loopback server.

mod cancel;
mod keep_alive;
mod secrets;
mod server;
mod table;
