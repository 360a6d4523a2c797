//! Endpoints as people write them over reqwest.

use std::fmt::Write;

use super::shape::{Kind, Shape};

/// Parts that all clients by hand share.
macro_rules! client {
    ($($more:literal)?) => {
        concat!(
            r#"use crate::types::Refusal;

pub struct Shop {
    pub http: reqwest::Client,
    pub base: String,
    pub key: String,
}

#[derive(Debug)]
pub enum Error {
    Http(reqwest::Error),
    Refused(reqwest::StatusCode, Refusal),
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error)
    }
}

impl Shop {
    pub fn new(base: &str, key: &str) -> Self {
        Self {
            http: reqwest::Client::new(),
            base: base.to_owned(),
            key: key.to_owned(),
        }
    }
}
"#,
            $($more)?
        )
    };
}

pub(super) const CHAIN: &str = client!();

pub(super) const HELPER: &str = client!(
    r#"
impl Shop {
    pub async fn send<T: serde::de::DeserializeOwned>(
        &self,
        request: reqwest::RequestBuilder,
    ) -> Result<T, Error> {
        let response = request
            .basic_auth(&self.key, None::<&str>)
            .header("Shop-Version", "2026-10-28")
            .send()
            .await?;
        let status = response.status();
        if status.is_success() {
            Ok(response.json().await?)
        } else {
            Err(Error::Refused(status, response.json().await?))
        }
    }
}
"#
);

pub(super) const DESCRIPTOR: &str = client!(
    r#"
pub struct Call<T> {
    request: reqwest::RequestBuilder,
    answer: std::marker::PhantomData<fn() -> T>,
}

impl Shop {
    pub fn call<T>(&self, request: reqwest::RequestBuilder) -> Call<T> {
        let request = request
            .basic_auth(&self.key, None::<&str>)
            .header("Shop-Version", "2026-10-28");
        Call { request, answer: std::marker::PhantomData }
    }
}

impl<T: serde::de::DeserializeOwned> Call<T> {
    pub async fn send(self) -> Result<T, Error> {
        let response = self.request.send().await?;
        let status = response.status();
        if status.is_success() {
            Ok(response.json().await?)
        } else {
            Err(Error::Refused(status, response.json().await?))
        }
    }
}
"#
);

pub(super) fn chain(endpoints: &[Shape]) -> String {
    methods("use crate::client::{Error, Shop};", endpoints, |shape| {
        let ((number, parameters), answer) = (head(shape), shape.answer());
        let (verb, path, data) = (shape.verb(), shape.path("{", "}"), data(shape));
        let data = data.map_or_else(String::new, |data| format!("            {data}\n"));
        format!(
            r#"    pub async fn endpoint_{number}(&self{parameters}) -> Result<{answer}, Error> {{
        let response = self
            .http
            .{verb}(format!("{{}}{path}", self.base))
            .basic_auth(&self.key, None::<&str>)
            .header("Shop-Version", "2026-10-28")
{data}            .send()
            .await?;
        let status = response.status();
        if status.is_success() {{
            Ok(response.json().await?)
        }} else {{
            Err(Error::Refused(status, response.json().await?))
        }}
    }}
"#
        )
    })
}

pub(super) fn helper(endpoints: &[Shape]) -> String {
    methods("use crate::client::{Error, Shop};", endpoints, |shape| {
        let ((number, parameters), answer) = (head(shape), shape.answer());
        let request = request(shape);
        format!(
            "    pub async fn endpoint_{number}(&self{parameters}) -> Result<{answer}, Error> {{\n        \
             self.send({request}).await\n    }}\n"
        )
    })
}

pub(super) fn descriptor(endpoints: &[Shape]) -> String {
    methods("use crate::client::{Call, Shop};", endpoints, |shape| {
        let ((number, parameters), answer) = (head(shape), shape.answer());
        let request = request(shape);
        format!(
            "    pub fn endpoint_{number}(&self{parameters}) -> Call<{answer}> {{\n        \
             self.call({request})\n    }}\n"
        )
    })
}

fn methods(imports: &str, endpoints: &[Shape], method: impl Fn(&Shape) -> String) -> String {
    let mut out = format!("{imports}\nuse crate::types::*;\n\nimpl Shop {{\n");
    for shape in endpoints {
        let _ = writeln!(
            out,
            "    /// Endpoint number {}.\n{}",
            shape.number,
            method(shape)
        );
    }
    out.push_str("}\n");
    out
}

fn head(shape: &Shape) -> (usize, String) {
    (shape.number, shape.parameters("", ""))
}

fn data(shape: &Shape) -> Option<&'static str> {
    match shape.kind {
        Kind::Get => Some(".query(filter)"),
        Kind::Post => Some(".form(transfer)"),
        Kind::Delete => None,
    }
}

fn request(shape: &Shape) -> String {
    format!(
        "self.http.{}(format!(\"{{}}{}\", self.base)){}",
        shape.verb(),
        shape.path("{", "}"),
        data(shape).unwrap_or_default()
    )
}
