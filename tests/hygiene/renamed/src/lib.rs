//! `endpoint` under another name in Cargo.toml: declarations say so with `crate = ..`.

use rest::{Api, Call, Client, Error, RawBody, endpoint};

/// Declared without a crate named `endpoint` in sight.
pub trait Things: Api {
    /// Through the renamed dependency.
    #[endpoint(GET, "/things/<thing>", crate = ::rest)]
    fn thing(&self, thing: u32) -> Call<u32>;

    /// The same, asynchronous.
    #[endpoint(GET, "/things", crate = rest)]
    async fn things(&self) -> Result<u32, Error<RawBody>>;
}

impl Things for Client {}

#[cfg(test)]
mod tests {
    use rest::Client;

    use super::Things;

    #[test]
    fn the_call_is_built_by_the_renamed_crate() {
        let request = Client::offline().thing(7).request().unwrap();
        assert_eq!(request.uri().path(), "/things/7");
    }
}
