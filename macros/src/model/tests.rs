//! Whole messages, and that following their help leads to a declaration without mistakes.

use crate::testing::{expand, messages};

/// Exactly these messages, lines joined by `|`; and none once the help is followed.
#[track_caller]
fn told(wrong: &str, expected: &[&str], fixed: &str) {
    let told: Vec<String> = messages(wrong)
        .iter()
        .map(|message| message.replace('\n', "|"))
        .collect();
    assert_eq!(told, expected, "{wrong}");
    assert_eq!(messages(fixed), [""; 0], "{fixed}");
}

macro_rules! mistakes {
    ($($name:ident: $wrong:literal => $($message:literal),+ => $fixed:literal)*) => {
        $(
            #[test]
            fn $name() {
                told($wrong, &[$($message),+], $fixed);
            }
        )*
    };
}

// Template
mistakes! {
    template_without_leading_slash:
        r#"#[endpoint(GET, "v1/<a>")] fn f(&self, a: &str) -> Call<()>;"# =>
        "the template begins with `v1`, not with `/`|  v1/<a>|  ^^|help: write `/v1/<a>`" =>
        r#"#[endpoint(GET, "/v1/<a>")] fn f(&self, a: &str) -> Call<()>;"#

    template_empty:
        r#"#[endpoint(GET, "")] fn f(&self) -> Call<()>;"# =>
        "the template is empty: it is the path of the request|help: write `/`" =>
        r#"#[endpoint(GET, "/")] fn f(&self) -> Call<()>;"#

    template_not_a_literal:
        r#"#[endpoint(GET, concat!("/a", "/b"))] fn f(&self, a: &str) -> Call<()>;"# =>
        r#"the template `concat!("/a", "/b")` is not a string literal|help: write the path itself, such as `"/<a>"`"# =>
        r#"#[endpoint(GET, "/<a>")] fn f(&self, a: &str) -> Call<()>;"#

    parameter_in_braces:
        r#"#[endpoint(GET, "/v1/{account}/x")] fn f(&self, account: &str) -> Call<()>;"# =>
        "`{account}` is written `<account>` here|  /v1/{account}/x|      ^^^^^^^^^|help: write `/v1/<account>/x`" =>
        r#"#[endpoint(GET, "/v1/<account>/x")] fn f(&self, account: &str) -> Call<()>;"#

    parameter_without_a_name:
        r#"#[endpoint(GET, "/v1/<>")] fn f(&self, account: &str) -> Call<()>;"# =>
        "`<>` names no argument|  /v1/<>|      ^^|help: write `/v1/<account>`" =>
        r#"#[endpoint(GET, "/v1/<account>")] fn f(&self, account: &str) -> Call<()>;"#

    parameter_twice:
        r#"#[endpoint(GET, "/v1/<a>/<a>")] fn f(&self, a: &str) -> Call<()>;"# =>
        "`<a>` stands in the template twice|  /v1/<a>/<a>|          ^^^|help: write `/v1/<a>/<a_2>`, and add the argument `a_2: &str`" =>
        r#"#[endpoint(GET, "/v1/<a>/<a_2>")] fn f(&self, a: &str, a_2: &str) -> Call<()>;"#

    parameter_named_self:
        r#"#[endpoint(GET, "/v1/<self>")] fn f(&self) -> Call<()>;"# =>
        "`<self>` can be no argument's name, not even with `r#`|  /v1/<self>|      ^^^^^^|help: write `/v1/<id>`, and add the argument `id: &str`" =>
        r#"#[endpoint(GET, "/v1/<id>")] fn f(&self, id: &str) -> Call<()>;"#

    parameter_with_raw_prefix:
        r##"#[endpoint(GET, "/v1/<r#type>")] fn f(&self, r#type: &str) -> Call<()>;"## =>
        "`<r#type>` is written without `r#`|  /v1/<r#type>|      ^^^^^^^^|help: write `/v1/<type>`" =>
        r##"#[endpoint(GET, "/v1/<type>")] fn f(&self, r#type: &str) -> Call<()>;"##

    two_mistakes_in_one_template_share_a_correction:
        r##"#[endpoint(GET, "/v1/a b#top")] fn f(&self) -> Call<()>;"## =>
        "white space in a path is written `%20`|  /v1/a b#top|       ^|help: write `/v1/a%20b`",
        "`#top` is a fragment, which is never sent to a server|  /v1/a b#top|         ^^^^|help: write `/v1/a%20b`" =>
        r#"#[endpoint(GET, "/v1/a%20b")] fn f(&self) -> Call<()>;"#

    upper_case_parameter:
        r#"#[endpoint(GET, "/v1/<Account>")] fn f(&self, account: &str) -> Call<()>;"# =>
        "path parameter `<Account>` has no argument|  /v1/<Account>|      ^^^^^^^^^|help: write `/v1/<account>`" =>
        r#"#[endpoint(GET, "/v1/<account>")] fn f(&self, account: &str) -> Call<()>;"#
}

// Binding
mistakes! {
    parameter_without_argument:
        r#"#[endpoint(GET, "/v1/<type>")] fn f(&self) -> Call<()>;"# =>
        "path parameter `<type>` has no argument|  /v1/<type>|      ^^^^^^|help: add the argument `r#type: &str`" =>
        r##"#[endpoint(GET, "/v1/<type>")] fn f(&self, r#type: &str) -> Call<()>;"##

    misspelt_argument_is_one_mistake:
        r#"#[endpoint(GET, "/v1/<person>")] fn f(&self, persom: &str) -> Call<()>;"# =>
        "path parameter `<person>` has no argument|  /v1/<person>|      ^^^^^^^^|help: rename the argument `persom` to `person`, or write `/v1/<persom>`" =>
        r#"#[endpoint(GET, "/v1/<person>")] fn f(&self, person: &str) -> Call<()>;"#

    argument_without_place:
        r#"#[endpoint(POST, "/v1?x=1")] fn f(&self, limit: &Limit, #[field] a: u8) -> Call<()>;"# =>
        r#"the argument `limit` has no place in the request|help: write `/v1?x=1&<limit>`, or mark it `#[query]`, `#[field]` or `#[header("Limit")]`"# =>
        r#"#[endpoint(POST, "/v1?x=1&<limit>")] fn f(&self, limit: &Limit, #[field] a: u8) -> Call<()>;"#

    argument_with_two_places:
        r#"#[endpoint(GET, "/v1/<a>")] fn f(&self, #[query] a: &str) -> Call<()>;"# =>
        "the argument `a` has two places, `<a>` and `#[query]`|help: remove `#[query]`" =>
        r#"#[endpoint(GET, "/v1/<a>")] fn f(&self, a: &str) -> Call<()>;"#

    unknown_marker_hides_no_place:
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[quary] a: &A) -> Call<()>;"# =>
        "`#[quary]` is no marker|help: write `#[query]`" =>
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[query] a: &A) -> Call<()>;"#

    two_bodies:
        r#"#[endpoint(POST, "/v1")] fn f(&self, #[field] a: u8, #[field] b: u8, #[json] c: &C) -> Call<()>;"# =>
        "a request has one body: `a` is `#[field]`, and `c` is `#[json]`|help: remove `#[json] c: &C`" =>
        r#"#[endpoint(POST, "/v1")] fn f(&self, #[field] a: u8, #[field] b: u8) -> Call<()>;"#

    body_on_get:
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[form] a: &A) -> Call<()>;"# =>
        "`GET` has no body, and `#[form]` makes one of `a`|help: write `#[query]` in place of `#[form]`, or `POST` in place of `GET`" =>
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[query] a: &A) -> Call<()>;"#

    option_in_a_path:
        r#"#[endpoint(GET, "/v1/<a>")] fn f(&self, a: &Option<A>) -> Call<()>;"# =>
        "the path cannot leave `<a>` out, and `&Option<A>` may be `None`|help: write `a: &A`" =>
        r#"#[endpoint(GET, "/v1/<a>")] fn f(&self, a: &A) -> Call<()>;"#

    query_of_a_number:
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[query] limit: Option<u32>) -> Call<()>;"# =>
        "`#[query]` takes names from a struct, and `Option<u32>` has none|help: remove `#[query]`, and write `/v1?<limit>`" =>
        r#"#[endpoint(GET, "/v1?<limit>")] fn f(&self, limit: Option<u32>) -> Call<()>;"#

    header_twice_across_option_and_argument:
        r#"#[endpoint(GET, "/v1", headers("X-A" = "b"))] fn f(&self, #[header("x-a")] a: u8) -> Call<()>;"# =>
        r#"the header `x-a` is set twice|help: remove `#[header("x-a")] a: u8`"# =>
        r#"#[endpoint(GET, "/v1", headers("X-A" = "b"))] fn f(&self) -> Call<()>;"#

    authorization_by_hand:
        r#"#[endpoint(GET, "/v1", headers("Authorization" = "b"))] fn f(&self) -> Call<()>;"# =>
        r#"the header `Authorization` is set by the client's auth|help: remove `"Authorization" = "b"`, and set credentials by `.auth(..)` on the client's builder or on the call"# =>
        r#"#[endpoint(GET, "/v1", headers())] fn f(&self) -> Call<()>;"#

    header_prefix_invalid:
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[headers("X Meta-")] a: &A) -> Call<()>;"# =>
        r#"`X Meta-` is no header name|help: write `#[headers("X-Meta")] a: &A`"# =>
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[headers("X-Meta")] a: &A) -> Call<()>;"#

    header_prefix_written_around:
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[headers = "x-meta-"] a: &A) -> Call<()>;"# =>
        r#"`#[headers = "x-meta-"]` gives no name|help: write `#[headers("x-meta-")]`"# =>
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[headers("x-meta-")] a: &A) -> Call<()>;"#

    headers_of_a_number:
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[headers] a: Option<u8>) -> Call<()>;"# =>
        r#"`#[headers]` takes names from a struct, and `Option<u8>` has none|help: write `#[header("A")]`"# =>
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[header("A")] a: Option<u8>) -> Call<()>;"#

    invalid_header_name:
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[header("X Account")] a: u8) -> Call<()>;"# =>
        r#"`X Account` is no header name|help: write `#[header("X-Account")] a: u8`"# =>
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[header("X-Account")] a: u8) -> Call<()>;"#
}

// Method and options
mistakes! {
    lower_case_method:
        r#"#[endpoint(delete, "/v1")] fn f(&self) -> Call<()>;"# =>
        "the method `delete` is not in upper case|help: write `DELETE`" =>
        r#"#[endpoint(DELETE, "/v1")] fn f(&self) -> Call<()>;"#

    unknown_method:
        r#"#[endpoint(PROPFIND, "/v1")] fn f(&self) -> Call<()>;"# =>
        r#"`PROPFIND` is no HTTP method of those known by name|help: write `"PROPFIND"`"# =>
        r#"#[endpoint("PROPFIND", "/v1")] fn f(&self) -> Call<()>;"#

    swapped:
        r#"#[endpoint("/v1", get)] fn f(&self) -> Call<()>;"# =>
        r#"the template stands before the method|help: write `GET, "/v1"`"# =>
        r#"#[endpoint(GET, "/v1")] fn f(&self) -> Call<()>;"#

    missing_comma:
        r#"#[endpoint(GET "/v1" timeout = "3s")] fn f(&self) -> Call<()>;"# =>
        r#"a comma is missing between `GET` and `"/v1"`|help: write `GET, "/v1"`"#,
        r#"a comma is missing between `"/v1"` and `timeout = "3s"`|help: write `"/v1", timeout = "3s"`"# =>
        r#"#[endpoint(GET, "/v1", timeout = "3s")] fn f(&self) -> Call<()>;"#

    option_misspelt_and_another_twice:
        r#"#[endpoint(GET, "/v1", timeuot = "3s", auth = false, auth = false)] fn f(&self) -> Call<()>;"# =>
        "`timeuot` is no option|help: write `timeout`",
        "the option `auth` is set twice|help: remove `auth = false`" =>
        r#"#[endpoint(GET, "/v1", timeout = "3s", auth = false)] fn f(&self) -> Call<()>;"#

    bad_duration:
        r#"#[endpoint(GET, "/v1", timeout = "1.5s")] fn f(&self) -> Call<()>;"# =>
        r#"`1.5s` is no timeout: a number above zero, then `ms`, `s` or `m`|help: write `timeout = "1500ms"`"# =>
        r#"#[endpoint(GET, "/v1", timeout = "1500ms")] fn f(&self) -> Call<()>;"#

    relative_crate:
        r#"#[endpoint(GET, "/v1", crate = super::http)] fn f(&self) -> Call<()>;"# =>
        "the path `super::http` is relative, and means something else in every module|help: write `crate = crate::http`" =>
        r#"#[endpoint(GET, "/v1", crate = crate::http)] fn f(&self) -> Call<()>;"#

    idempotent_stream:
        r#"#[endpoint(PUT, "/v1", idempotent = true)] fn f(&self, #[body] b: endpoint::Body) -> Call<()>;"# =>
        "`idempotent = true` allows to send again, and `#[body] b: endpoint::Body` may be a stream that cannot be|help: remove `idempotent = true`" =>
        r#"#[endpoint(PUT, "/v1")] fn f(&self, #[body] b: endpoint::Body) -> Call<()>;"#
}

// Signature
mistakes! {
    body_of_its_own:
        r#"#[endpoint(GET, "/v1")] fn f(&self) -> Call<()> { todo!() }"# =>
        "`f` has a body, which the attribute writes|help: write `;` in place of the body" =>
        r#"#[endpoint(GET, "/v1")] fn f(&self) -> Call<()>;"#

    no_return_type:
        r#"#[endpoint(GET, "/v1")] async fn f(&self);"# =>
        "`f` returns nothing, so its answer would be lost|help: remove `async`, and write `-> endpoint::Call<()>` after the arguments" =>
        r#"#[endpoint(GET, "/v1")] fn f(&self) -> endpoint::Call<()>;"#

    borrowed_answer:
        r#"#[endpoint(GET, "/v1")] async fn f(&self) -> Result<&[u8], E>;"# =>
        "the answer cannot be borrowed, and `&[u8]` is|help: write `Vec<u8>`" =>
        r#"#[endpoint(GET, "/v1")] async fn f(&self) -> Result<Vec<u8>, E>;"#

    result_without_async:
        r#"#[endpoint(GET, "/v1")] fn f(&self) -> Result<A, endpoint::Error<E>>;"# =>
        "`f` returns `Result<A, endpoint::Error<E>>` without waiting for the answer|help: write `async fn f`, or return `endpoint::Call<A, E>`" =>
        r#"#[endpoint(GET, "/v1")] async fn f(&self) -> Result<A, endpoint::Error<E>>;"#

    no_client:
        r#"#[endpoint(GET, "/v1/<a>")] fn f(a: &A) -> Call<()>;"# =>
        "`f` has no receiver and no client to send with|help: add `&self` as the first argument of a method, or `client: &endpoint::Client` of a function" =>
        r#"#[endpoint(GET, "/v1/<a>")] fn f(client: &endpoint::Client, a: &A) -> Call<()>;"#

    client_by_value:
        r#"#[endpoint(GET, "/v1")] fn f(api: impl Api) -> Call<()>;"# =>
        "the client `api: impl Api` is not taken by reference|help: write `api: &impl Api`" =>
        r#"#[endpoint(GET, "/v1")] fn f(api: &impl Api) -> Call<()>;"#

    attribute_twice:
        r#"#[endpoint(GET, "/v1")] #[endpoint(GET, "/v2")] fn f(&self) -> Call<()>;"# =>
        r#"`f` has the attribute twice: a method is one request|help: remove `#[endpoint(GET, "/v2")]`"# =>
        r#"#[endpoint(GET, "/v1")] fn f(&self) -> Call<()>;"#

    on_a_trait:
        r#"#[endpoint(GET, "/v1")] pub trait Persons { }"# =>
        "`trait Persons` is a `trait`: an endpoint is a method or a function|help: remove the attribute from the `trait`, and write one above each of its methods" =>
        r#"#[endpoint(GET, "/v1")] fn f(&self) -> Call<()>;"#

    five_independent_mistakes_in_source_order:
        r#"#[endpoint(get, "/v1/^/<a>", timeout = 5)] unsafe fn f(&self, a: &str, #[json] x: X, #[form] y: Y);"# =>
        "the method `get` is not in upper case|help: write `GET`",
        "`^` in a path is written `%5E`|  /v1/^/<a>|      ^|help: write `/v1/%5E/<a>`",
        "the timeout `5` has no unit|help: write `timeout = \"5s\"`",
        "`f` is `unsafe`, which a request cannot be|help: remove `unsafe`",
        "a request has one body: `x` is `#[json]`, and `y` is `#[form]`|help: remove `#[form] y: Y`",
        "`f` returns nothing, so its answer would be lost|help: write `-> endpoint::Call<()>` after the arguments" =>
        r#"#[endpoint(PUT, "/v1/%5E/<a>", timeout = "5s")] fn f(&self, a: &str, #[json] x: X) -> endpoint::Call<()>;"#
}

// What is told although something else is in the way
mistakes! {
    markers_that_a_get_can_have:
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[cookie] a: &A) -> Call<()>;"# =>
        r#"`#[cookie]` is no marker|help: write `#[query]`, `#[header("A")]` or `#[headers]`"# =>
        r#"#[endpoint(GET, "/v1")] fn f(&self, #[header("A")] a: &A) -> Call<()>;"#

    a_parameter_in_braces_is_no_client:
        r#"#[endpoint(GET, "/v1/{account}")] fn f(account: &Account) -> Call<()>;"# =>
        "`{account}` is written `<account>` here|  /v1/{account}|      ^^^^^^^^^|help: write `/v1/<account>`",
        "`f` has no receiver and no client to send with|help: add `&self` as the first argument of a method, or `client: &endpoint::Client` of a function" =>
        r#"#[endpoint(GET, "/v1/<account>")] fn f(client: &endpoint::Client, account: &Account) -> Call<()>;"#

    a_tunnel:
        r#"#[endpoint(CONNECT, "/v1")] fn f(&self) -> Call<()>;"# =>
        "`CONNECT` asks a proxy for a tunnel, and has no path|help: write `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE` or `OPTIONS`" =>
        r#"#[endpoint(GET, "/v1")] fn f(&self) -> Call<()>;"#
}

#[test]
fn what_cannot_be_read_has_a_help_too() {
    let code = expand(r#"#[endpoint(GET, "/v1")] fn f(&self) -> Call<()>"#).to_string();
    assert!(
        code.contains(r"help: write it as `fn name(&self) -> endpoint::Call<()>;`"),
        "{code}"
    );
}

/// The compiler has told of it before the attribute is expanded.
#[test]
fn an_argument_named_by_a_keyword_is_read_as_raw() {
    let declaration = r#"#[endpoint(GET, "/v1/<type>")] fn f(&self, #[header("In")] in: u8, type: &str) -> Call<()>;"#;
    assert_eq!(messages(declaration), [""; 0]);
}
