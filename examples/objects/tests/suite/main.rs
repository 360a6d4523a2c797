//! The store as its users meet it, over a real socket.

mod main_job;
mod operations;
mod signature;
mod support;
mod transfer;
