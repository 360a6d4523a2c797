//! Keeps the catalogue of messages in the reference page true; `UPDATE_EXPECT=1` writes it anew.

use std::path::Path;
use std::{env, fs};

use crate::testing::messages;

const HEAD: &str = "\
# Messages

What is declared wrongly does not compile. All mistakes of a declaration are told at once, in the
order of the source, and the item is still there for its callers. Each message quotes what was
written, draws the template where the mistake is in it, and ends in a line that says what to write:

```text
error: path parameter `<person>` has no argument
         /v1/accounts/<account>/persons/<person>
                                        ^^^^^^^^
       help: rename the argument `persom` to `person`, or write `/v1/accounts/<account>/persons/<persom>`
```

Mistakes in types (an argument that cannot be printed into a path, a return type that nothing
decodes, a trait without `: Api`) are told by the compiler, at the type.
";

/// A template of a GET, and the arguments beside `&self`.
const TEMPLATES: &[(&str, &str)] = &[
    ("", ""),
    ("v1/x", ""),
    (" /v1/x", ""),
    ("https://api.stripe.com/v1/x", ""),
    ("api.stripe.com/v1/x", ""),
    ("/v1/x#top", ""),
    ("/v1/a b", ""),
    ("/v1/a\\tb", ""),
    ("/v1/caf\u{e9}", ""),
    ("/v1/a^b", ""),
    ("/v1/100%", ""),
    ("/v1//x", ""),
    ("/v1/./x", ""),
    ("/v1/a/%2e%2E/x", ""),
    ("/v1/{account}", "account: &str"),
    ("/v1/:account", "account: &str"),
    ("/v1/<account", "account: &str"),
    ("/v1/<account>>", "account: &str"),
    ("/v1/<>", "account: &str"),
    ("/v1/<<account>>", "account: &str"),
    ("/v1/< account >", "account: &str"),
    ("/v1/<account-id>", "account_id: &str"),
    ("/v1/<Account>", "account: &str"),
    ("/v1/<r#type>", "r#type: &str"),
    ("/v1/<self>", "account: &str"),
    ("/v1/<*key>", "key: &str"),
    ("/v1/<a>/<a>", "a: &str"),
    ("/v1/<a><b>", "a: &str, b: &str"),
    ("/v1/<key..>/x", "key: &str"),
    ("/v1/x-<key..>", "key: &str"),
    ("/v1/<key..>?<key>", "key: &str"),
    ("/v1/x?", ""),
    ("/v1/x?=<limit>", "limit: u32"),
    ("/v1/x?a=1&a=2", ""),
    ("/v1/x?active", ""),
    ("/v1/x?limit", "limit: u32"),
    ("/v1/x?a=1?b=2", ""),
    ("/v1/x?q=a+b", ""),
    ("/v1/x?<name>=1", "name: &str"),
    ("/v1/x?q=a<rest>", "rest: &str"),
    ("/v1/x?q=<filter..>", "filter: &Filter"),
];

/// The piece that is shown, and the declaration that it stands in.
type Row = (&'static str, &'static str);

const BINDING: &[Row] = &[
    (
        "`\"/v1/<account>\"`, no such argument",
        "#[endpoint(GET, \"/v1/<account>\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`\"/v1/<person>\"`, `persom: &str`",
        "#[endpoint(GET, \"/v1/<person>\")] fn f(&self, persom: &str) -> Call<()>;",
    ),
    (
        "`\"/v1?<filter..>\"`, no such argument",
        "#[endpoint(GET, \"/v1?<filter..>\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`limit: u32`, GET",
        "#[endpoint(GET, \"/v1\")] fn f(&self, limit: u32) -> Call<()>;",
    ),
    (
        "`order: &Order`, POST",
        "#[endpoint(POST, \"/v1\")] fn f(&self, order: &Order) -> Call<()>;",
    ),
    (
        "`\"/v1/<a>\"`, `#[header(\"A\")] a: &str`",
        "#[endpoint(GET, \"/v1/<a>\")] fn f(&self, #[header(\"A\")] a: &str) -> Call<()>;",
    ),
    (
        "`#[form] #[json] a: &A`",
        "#[endpoint(POST, \"/v1\")] fn f(&self, #[form] #[json] a: &A) -> Call<()>;",
    ),
    (
        "`#[quary] a: &A`",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[quary] a: &A) -> Call<()>;",
    ),
    (
        "`#[cookie] a: &A`, GET",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[cookie] a: &A) -> Call<()>;",
    ),
    (
        "`#[cookie] a: &A`, POST",
        "#[endpoint(POST, \"/v1\")] fn f(&self, #[cookie] a: &A) -> Call<()>;",
    ),
    (
        "`#[json(\"x\")] a: &A`",
        "#[endpoint(POST, \"/v1\")] fn f(&self, #[json(\"x\")] a: &A) -> Call<()>;",
    ),
    (
        "`#[query(\"x\")] a: &A`",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[query(\"x\")] a: &A) -> Call<()>;",
    ),
    (
        "`#[field(\"\")] a: &str`",
        "#[endpoint(POST, \"/v1\")] fn f(&self, #[field(\"\")] a: &str) -> Call<()>;",
    ),
    (
        "`#[header] account_id: &str`",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[header] account_id: &str) -> Call<()>;",
    ),
    (
        "`#[headers(\"\")] a: &A`",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[headers(\"\")] a: &A) -> Call<()>;",
    ),
    (
        "`#[headers] limit: Option<u32>`",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[headers] limit: Option<u32>) -> Call<()>;",
    ),
    (
        "`#[body(\"png\")] image: Vec<u8>`",
        "#[endpoint(PUT, \"/v1\")] fn f(&self, #[body(\"png\")] image: Vec<u8>) -> Call<()>;",
    ),
    (
        "`#[query] &self`",
        "#[endpoint(GET, \"/v1\")] fn f(#[query] &self) -> Call<()>;",
    ),
    (
        "`#[json] a: &A, #[form] b: &B`",
        "#[endpoint(POST, \"/v1\")] fn f(&self, #[json] a: &A, #[form] b: &B) -> Call<()>;",
    ),
    (
        "`#[json] a: &A`, GET",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[json] a: &A) -> Call<()>;",
    ),
    (
        "`#[body] a: String`, HEAD",
        "#[endpoint(HEAD, \"/v1\")] fn f(&self, #[body] a: String) -> Call<()>;",
    ),
    (
        "`\"/v1/<a>\"`, `a: Option<&str>`",
        "#[endpoint(GET, \"/v1/<a>\")] fn f(&self, a: Option<&str>) -> Call<()>;",
    ),
    (
        "`#[query] limit: Option<u32>`",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[query] limit: Option<u32>) -> Call<()>;",
    ),
    (
        "`#[header(\"X A\")] a: &str`",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[header(\"X A\")] a: &str) -> Call<()>;",
    ),
    (
        "`#[header(\"Host\")] a: &str`",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[header(\"Host\")] a: &str) -> Call<()>;",
    ),
    (
        "`#[header(\"Authorization\")] a: &str`",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[header(\"Authorization\")] a: &str) -> Call<()>;",
    ),
    (
        "`#[header(\"Content-Type\")] a: &str`",
        "#[endpoint(PUT, \"/v1\")] fn f(&self, #[header(\"Content-Type\")] a: &str, #[body] b: Vec<u8>) -> Call<()>;",
    ),
    (
        "`#[header(\"X\")] a: u8, #[header(\"x\")] b: u8`",
        "#[endpoint(GET, \"/v1\")] fn f(&self, #[header(\"X\")] a: u8, #[header(\"x\")] b: u8) -> Call<()>;",
    ),
    (
        "`#[cfg(unix)] a: &str`",
        "#[endpoint(GET, \"/v1/<a>\")] fn f(&self, #[cfg(unix)] a: &str) -> Call<()>;",
    ),
];

const ATTRIBUTE: &[Row] = &[
    ("`#[endpoint]`", "#[endpoint] fn f(&self) -> Call<()>;"),
    (
        "`get, \"/v1\"`",
        "#[endpoint(get, \"/v1\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`DELET, \"/v1\"`",
        "#[endpoint(DELET, \"/v1\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`PROPFIND, \"/v1\"`",
        "#[endpoint(PROPFIND, \"/v1\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`\"GET\", \"/v1\"`",
        "#[endpoint(\"GET\", \"/v1\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`\"G T\", \"/v1\"`",
        "#[endpoint(\"G T\", \"/v1\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`\"CONNECT\", \"/v1\"`",
        "#[endpoint(\"CONNECT\", \"/v1\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`\"/v1\", GET`",
        "#[endpoint(\"/v1\", GET)] fn f(&self) -> Call<()>;",
    ),
    ("`\"/v1\"`", "#[endpoint(\"/v1\")] fn f(&self) -> Call<()>;"),
    ("`GET`", "#[endpoint(GET)] fn f(&self) -> Call<()>;"),
    (
        "`auth = false`",
        "#[endpoint(auth = false)] fn f(&self) -> Call<()>;",
    ),
    (
        "`GET \"/v1\"`",
        "#[endpoint(GET \"/v1\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`GET, PATH`",
        "#[endpoint(GET, PATH)] fn f(&self) -> Call<()>;",
    ),
    (
        "`timeuot = \"3s\"`",
        "#[endpoint(GET, \"/v1\", timeuot = \"3s\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`retries = 3`",
        "#[endpoint(GET, \"/v1\", retries = 3)] fn f(&self) -> Call<()>;",
    ),
    (
        "`auth = false, auth = false`",
        "#[endpoint(GET, \"/v1\", auth = false, auth = false)] fn f(&self) -> Call<()>;",
    ),
    (
        "`timeout = 30`",
        "#[endpoint(GET, \"/v1\", timeout = 30)] fn f(&self) -> Call<()>;",
    ),
    (
        "`timeout = \"1.5s\"`",
        "#[endpoint(GET, \"/v1\", timeout = \"1.5s\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`idempotent`",
        "#[endpoint(GET, \"/v1\", idempotent)] fn f(&self) -> Call<()>;",
    ),
    (
        "`idempotent = true`, `#[body] b: Body`",
        "#[endpoint(PUT, \"/v1\", idempotent = true)] fn f(&self, #[body] b: Body) -> Call<()>;",
    ),
    (
        "`base = files`",
        "#[endpoint(GET, \"/v1\", base = files)] fn f(&self) -> Call<()>;",
    ),
    (
        "`base = \"\"`",
        "#[endpoint(GET, \"/v1\", base = \"\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`base = \"https://x.com\"`",
        "#[endpoint(GET, \"/v1\", base = \"https://x.com\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`auth = true`",
        "#[endpoint(GET, \"/v1\", auth = true)] fn f(&self) -> Call<()>;",
    ),
    (
        "`accept = \"pdf\"`",
        "#[endpoint(GET, \"/v1\", accept = \"pdf\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`headers = \"A\"`",
        "#[endpoint(GET, \"/v1\", headers = \"A\")] fn f(&self) -> Call<()>;",
    ),
    (
        "`headers(A = \"b\")`",
        "#[endpoint(GET, \"/v1\", headers(A = \"b\"))] fn f(&self) -> Call<()>;",
    ),
    (
        "`headers(\"A\" = \"b\\n\")`",
        "#[endpoint(GET, \"/v1\", headers(\"A\" = \"b\\n\"))] fn f(&self) -> Call<()>;",
    ),
    (
        "`headers(\"Accept\" = \"text/csv\")`",
        "#[endpoint(GET, \"/v1\", headers(\"Accept\" = \"text/csv\"))] fn f(&self) -> Call<()>;",
    ),
    (
        "`headers(\"A\" = \"b\", \"a\" = \"c\")`",
        "#[endpoint(GET, \"/v1\", headers(\"A\" = \"b\", \"a\" = \"c\"))] fn f(&self) -> Call<()>;",
    ),
    (
        "`crate = super::http`",
        "#[endpoint(GET, \"/v1\", crate = super::http)] fn f(&self) -> Call<()>;",
    ),
    (
        "`crate = \"sdk::http\"`",
        "#[endpoint(GET, \"/v1\", crate = \"sdk::http\")] fn f(&self) -> Call<()>;",
    ),
];

const SIGNATURE: &[Row] = &[
    (
        "`#[endpoint(..)] #[endpoint(..)]`",
        "#[endpoint(GET, \"/v1\")] #[endpoint(GET, \"/v2\")] fn list(&self) -> Call<()>;",
    ),
    (
        "`const fn list`",
        "#[endpoint(GET, \"/v1\")] const fn list(&self) -> Call<()>;",
    ),
    (
        "`unsafe fn list`",
        "#[endpoint(GET, \"/v1\")] unsafe fn list(&self) -> Call<()>;",
    ),
    (
        "`extern \"C\" fn list`",
        "#[endpoint(GET, \"/v1\")] extern \"C\" fn list(&self) -> Call<()>;",
    ),
    (
        "`fn list(self)`",
        "#[endpoint(GET, \"/v1\")] fn list(self) -> Call<()>;",
    ),
    (
        "`fn list(&mut self)`",
        "#[endpoint(GET, \"/v1\")] fn list(&mut self) -> Call<()>;",
    ),
    (
        "`fn list()`",
        "#[endpoint(GET, \"/v1\")] fn list() -> Call<()>;",
    ),
    (
        "`fn list(client: Client)`",
        "#[endpoint(GET, \"/v1\")] fn list(client: Client) -> Call<()>;",
    ),
    (
        "`#[query] (a, b): Pair`",
        "#[endpoint(GET, \"/v1\")] fn list(&self, #[query] (a, b): Pair) -> Call<()>;",
    ),
    (
        "`fn list(&self, _: ...)`",
        "#[endpoint(GET, \"/v1\")] fn list(&self, _: ...) -> Call<()>;",
    ),
    (
        "`fn list(&self)`",
        "#[endpoint(GET, \"/v1\")] fn list(&self);",
    ),
    (
        "`async fn list(&self) -> Call<()>`",
        "#[endpoint(GET, \"/v1\")] async fn list(&self) -> Call<()>;",
    ),
    (
        "`fn list(&self) -> Call<&str>`",
        "#[endpoint(GET, \"/v1\")] fn list(&self) -> Call<&str>;",
    ),
    (
        "`fn list(&self) -> Result<A, Error<E>>`",
        "#[endpoint(GET, \"/v1\")] fn list(&self) -> Result<A, Error<E>>;",
    ),
    (
        "`fn list(&self) -> impl Future<Output = A>`",
        "#[endpoint(GET, \"/v1\")] fn list(&self) -> impl Future<Output = A>;",
    ),
    (
        "`fn list(&self) -> Call<()> { .. }`",
        "#[endpoint(GET, \"/v1\")] fn list(&self) -> Call<()> { todo!() }",
    ),
    (
        "on `struct Person`",
        "#[endpoint(GET, \"/v1\")] struct Person;",
    ),
    (
        "on `trait Persons`",
        "#[endpoint(GET, \"/v1\")] trait Persons {}",
    ),
    (
        "on `impl Stripe`",
        "#[endpoint(GET, \"/v1\")] impl Stripe {}",
    ),
    (
        "on `mod persons`",
        "#[endpoint(GET, \"/v1\")] mod persons {}",
    ),
];

/// One row of a table: what was written, what is told, what helps.
#[track_caller]
fn row(shown: &str, declaration: &str) -> String {
    let messages = messages(declaration);
    let message = messages
        .first()
        .unwrap_or_else(|| panic!("{declaration} is legal"));
    let what = message.lines().next().unwrap_or_default();
    let help = message
        .lines()
        .last()
        .and_then(|line| line.strip_prefix("help: "));
    let cells = [
        shown,
        what,
        help.unwrap_or_else(|| panic!("{message} has no help")),
    ];
    format!(
        "| {} |\n",
        cells.map(|cell| cell.replace('|', "\\|")).join(" | ")
    )
}

fn table(title: &str, rows: impl Iterator<Item = String>) -> String {
    let rows: String = rows.collect();
    format!("\n## {title}\n\n| written | told | help |\n| --- | --- | --- |\n{rows}")
}

fn current() -> String {
    let of_template = |&(template, arguments): &(&str, &str)| {
        let declaration =
            format!("#[endpoint(GET, \"{template}\")] fn f(&self, {arguments}) -> Call<()>;");
        row(&format!("`\"{template}\"`"), &declaration)
    };
    let of = |&(shown, declaration): &Row| row(shown, declaration);
    [
        HEAD.to_owned(),
        table("The template", TEMPLATES.iter().map(of_template)),
        table("Arguments", BINDING.iter().map(of)),
        table("Method and options", ATTRIBUTE.iter().map(of)),
        table("The signature", SIGNATURE.iter().map(of)),
    ]
    .concat()
}

#[test]
fn the_catalogue_says_what_is_told() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs/messages.md");
    if env::var_os("UPDATE_EXPECT").is_some() {
        return fs::write(path, current()).unwrap();
    }
    let stored = fs::read_to_string(path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    for (stored, current) in stored.lines().zip(current().lines()) {
        assert_eq!(stored, current, "UPDATE_EXPECT=1 accepts");
    }
    assert_eq!(stored, current());
}
