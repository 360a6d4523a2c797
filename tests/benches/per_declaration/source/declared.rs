//! Endpoints as our users write them.

use std::fmt::Write;

use super::FAMILY;
use super::shape::Shape;

pub(super) const CLIENT: &str = r#"use endpoint::auth::Basic;
use endpoint::{Api, Client};

pub struct Shop {
    client: Client,
}

impl Api for Shop {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Shop {
    pub fn new(base: &str, key: &str) -> Self {
        let client = Client::builder(base)
            .auth(Basic::new(key, ""))
            .header("Shop-Version", "2026-10-28")
            .build()
            .unwrap();
        Self { client }
    }
}
"#;

pub(super) fn call(endpoints: &[Shape]) -> String {
    in_trait("", "endpoint::Call<$, Refusal>", endpoints)
}

pub(super) fn async_trait(endpoints: &[Shape]) -> String {
    in_trait("async ", "Result<$, endpoint::Error<Refusal>>", endpoints)
}

fn in_trait(keyword: &str, output: &str, endpoints: &[Shape]) -> String {
    let number = endpoints.first().map_or(0, |first| first.number / FAMILY);
    let mut out = format!(
        "use endpoint::{{Api, endpoint}};\n\nuse crate::client::Shop;\nuse crate::types::*;\n\n\
         impl Family{number} for Shop {{}}\n\npub trait Family{number}: Api {{\n"
    );
    write(&mut out, keyword, output, endpoints);
    out
}

pub(super) fn async_inherent(endpoints: &[Shape]) -> String {
    let mut out = String::from(
        "use endpoint::endpoint;\n\nuse crate::client::Shop;\nuse crate::types::*;\n\nimpl Shop {\n",
    );
    write(
        &mut out,
        "pub async ",
        "Result<$, endpoint::Error<Refusal>>",
        endpoints,
    );
    out
}

fn write(out: &mut String, keyword: &str, output: &str, endpoints: &[Shape]) {
    for shape in endpoints {
        let _ = writeln!(
            out,
            "    /// Endpoint number {number}.\n    #[endpoint({method}, {path:?})]\n    \
             {keyword}fn endpoint_{number}(&self{parameters}) -> {output};\n",
            number = shape.number,
            method = shape.method(),
            path = shape.path("<", ">"),
            parameters = shape.parameters("#[query] ", "#[form] "),
            output = output.replace('$', shape.answer()),
        );
    }
    out.push_str("}\n");
}
