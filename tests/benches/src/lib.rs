//! What the benches share: figures in tables and files, and commands whose cost is measured.

pub mod command;
pub mod generated;
pub mod machine_code;
pub mod readme;
pub mod results;
pub mod svg;
pub mod table;
