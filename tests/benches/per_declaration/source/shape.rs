//! What an endpoint is, whichever way it is written.

use std::fmt::Write;

pub(super) enum Kind {
    /// `GET` with a query.
    Get,
    /// `POST` with a form.
    Post,
    /// `DELETE`.
    Delete,
}

/// One endpoint of the mixture: three kinds with 0, 1 and 2 path parameters, in equal parts.
pub(super) struct Shape {
    pub(super) number: usize,
    pub(super) kind: Kind,
    pub(super) parameters: usize,
}

/// Name and type of the path parameters.
const PARAMETERS: [(&str, &str); 2] = [("account", "AccountId"), ("person", "PersonId")];

impl Shape {
    pub(super) fn of(number: usize) -> Self {
        Self {
            number,
            kind: match number % 3 {
                0 => Kind::Delete,
                1 => Kind::Get,
                _ => Kind::Post,
            },
            parameters: 2 - (number / 3) % 3,
        }
    }

    pub(super) fn method(&self) -> &'static str {
        match self.kind {
            Kind::Get => "GET",
            Kind::Post => "POST",
            Kind::Delete => "DELETE",
        }
    }

    /// The method as reqwest spells it.
    pub(super) fn verb(&self) -> &'static str {
        match self.kind {
            Kind::Get => "get",
            Kind::Post => "post",
            Kind::Delete => "delete",
        }
    }

    /// The path with its parameters between these two texts.
    pub(super) fn path(&self, open: &str, close: &str) -> String {
        let number = self.number;
        match self.parameters {
            0 => format!("/v1/things_{number}"),
            1 => format!("/v1/things_{number}/{open}account{close}"),
            _ => format!("/v1/things_{number}/{open}account{close}/persons/{open}person{close}"),
        }
    }

    /// What the endpoint takes behind its receiver; the body or query has the marker before it.
    pub(super) fn parameters(&self, query: &str, form: &str) -> String {
        let mut out = String::new();
        for (name, ty) in &PARAMETERS[..self.parameters] {
            let _ = write!(out, ", {name}: &{ty}");
        }
        match self.kind {
            Kind::Get => out.push_str(&format!(", {query}filter: &Filter")),
            Kind::Post => out.push_str(&format!(", {form}transfer: &NewTransfer")),
            Kind::Delete => {}
        }
        out
    }

    /// Values for all arguments.
    pub(super) fn sample_arguments(&self) -> String {
        let path = PARAMETERS[..self.parameters]
            .iter()
            .map(|(_, ty)| format!("&{ty}::sample()"));
        let data = match self.kind {
            Kind::Get => Some("&Filter::default()"),
            Kind::Post => Some("&NewTransfer::default()"),
            Kind::Delete => None,
        };
        let all: Vec<String> = path.chain(data.map(str::to_owned)).collect();
        all.join(", ")
    }

    /// The type of the answer; a few are shared by all endpoints.
    pub(super) fn answer(&self) -> &'static str {
        match (&self.kind, self.number % 2) {
            (Kind::Delete, _) => "Deleted",
            (Kind::Get, 0) => "List<Person>",
            (Kind::Get, _) => "List<Transfer>",
            (Kind::Post, 0) => "Person",
            (Kind::Post, _) => "Transfer",
        }
    }
}
