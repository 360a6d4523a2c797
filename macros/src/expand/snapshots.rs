//! Compares expansions with the files in `snapshots`; `UPDATE_EXPECT=1` writes them anew.

use std::path::Path;
use std::{env, fs};

use crate::testing::expand;

/// The expansion as people read it.
#[track_caller]
fn expanded(declaration: &str) -> String {
    prettyplease::unparse(&syn::parse2(expand(declaration)).unwrap())
}

/// The lines that differ, as a diff shows them.
fn difference(stored: &str, current: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (stored.lines().collect(), current.lines().collect());
    let same_start = old
        .iter()
        .zip(&new)
        .take_while(|(left, right)| left == right)
        .count();
    let same_end = old[same_start..]
        .iter()
        .rev()
        .zip(new[same_start..].iter().rev());
    let same_end = same_end.take_while(|(left, right)| left == right).count();
    let removed = old[same_start..old.len() - same_end]
        .iter()
        .map(|line| format!("- {line}\n"));
    let added = new[same_start..new.len() - same_end]
        .iter()
        .map(|line| format!("+ {line}\n"));
    removed.chain(added).collect()
}

#[track_caller]
fn expands_as_stored(name: &str, declaration: &str) {
    let current = format!(
        "// {}\n\n{}",
        declaration.replace('\n', "\n// "),
        expanded(declaration)
    );
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/expand/snapshots/{name}.rs"));
    if env::var_os("UPDATE_EXPECT").is_some() {
        return fs::write(path, current).unwrap();
    }
    let stored = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        stored == current,
        "{name} expands differently (UPDATE_EXPECT=1 accepts):\n{}",
        difference(&stored, &current)
    );
}

macro_rules! snapshots {
    ($($name:ident: $declaration:literal)*) => {
        $(
            #[test]
            fn $name() {
                expands_as_stored(stringify!($name), $declaration);
            }
        )*
    };
}

snapshots! {
    delete_with_two_path_parameters:
r#"#[endpoint(DELETE, "/v1/accounts/<account>/persons/<person>")]
fn delete(&self, account: &AccountId, person: &PersonId) -> Call<Deleted<PersonId>>;"#

    docs_and_attributes_stay:
r#"#[endpoint(GET, "/v1/balance")]
/// The balance.
///
/// Pending amounts included.
#[cfg(feature = "balance")]
#[deprecated]
pub fn balance(&self) -> Call<Balance>;"#

    async_fn:
r#"#[endpoint(GET, "/v1/accounts/<account>")]
async fn retrieve(&self, account: &AccountId) -> Result<Account, Error<StripeError>>;"#

    free_function:
r#"#[endpoint(GET, "/v1/accounts/<account>")]
pub fn retrieve(client: &impl Api, account: AccountId) -> Call<Account>;"#

    json_body:
r#"#[endpoint(POST, "/v1/accounts")]
fn create(&self, #[json] account: &NewAccount) -> Call<Account>;"#

    form_by_value:
r#"#[endpoint(POST, "/v1/accounts/<account>")]
fn update(&self, account: &str, #[form] update: Update) -> Call<Account>;"#

    fields:
r#"#[endpoint(POST, "/v1/refunds")]
fn refund(&self, #[field] charge: &str, #[field("amount[value]")] amount: Option<u64>) -> Call<Refund>;"#

    parts:
r#"#[endpoint(POST, "/v1/files", base = "files")]
fn upload(&self, #[part] purpose: &str, #[part("file")] content: Part) -> Call<File>;"#

    typed_body:
r#"#[endpoint(PUT, "/v1/images/<name>.png")]
fn put(&self, name: &str, #[body("image/png")] image: Vec<u8>) -> Call<()>;"#

    whole_query_language:
r#"#[endpoint(GET, "/v1/charges?<limit>&starting_after=<cursor>&expand[]=data&<filter..>")]
fn charges(&self, limit: Option<u32>, cursor: Option<&str>, filter: &Filter, #[query] more: &More) -> Call<Charges>;"#

    tail_and_trailing_text:
r#"#[endpoint(GET, "/buckets/<bucket>:list/objects/<key..>")]
fn objects(&self, bucket: &str, key: &str) -> Call<Objects>;"#

    headers_of_both_kinds:
r#"#[endpoint(GET, "/v1/balance", headers("Stripe-Version" = "2026-10-28"))]
fn balance(&self, #[header("Stripe-Account")] account: Option<&AccountId>, #[header("X-Trace")] trace: u64) -> Call<Balance>;"#

    headers_of_a_struct_and_of_a_map:
r#"#[endpoint(PUT, "/v1/<key..>")]
fn put(&self, key: &str, #[headers] options: &Options, #[headers("X-Meta-")] metadata: BTreeMap<String, String>) -> Call<()>;"#

    all_options:
r#"#[endpoint(POST, "/v1/x", timeout = "1500ms", idempotent = true, base = "files", auth = false, accept = "application/pdf", crate = crate::http)]
async fn x(&self) -> Result<(), Error>;"#

    raw_identifiers:
r#"#[endpoint("SEARCH", "/v1/<type>?<in>")]
fn r#match(&self, r#type: &str, r#in: bool) -> Call<()>;"#

    names_that_could_collide:
r#"#[endpoint(GET, "/<client>/<call>/<path>/<request>/<self_>/<endpoint>/<ENDPOINT>")]
fn collide(&self, client: &str, call: &str, path: &str, request: &str, self_: &str, endpoint: &str, ENDPOINT: &str) -> Call<()>;"#

    generics_and_lifetimes:
r#"#[endpoint(POST, "/v1/<id>")]
fn generic<'a, T>(&'a self, id: impl Display, #[json] value: &'a T) -> Call<T> where T: Serialize + Decode;"#

    stub_after_errors:
r#"#[endpoint(GET, "/v1/<acount>")]
#[must_use]
async unsafe fn broken(&mut self, account: &str, #[quary] filter: &Filter) -> Result<Account, Error>;"#
}

#[test]
fn a_delete_with_two_path_parameters_takes_twelve_lines() {
    let code = expanded(
        r#"#[endpoint(DELETE, "/v1/accounts/<account>/persons/<person>")]
        fn delete(&self, account: &AccountId, person: &PersonId) -> Call<Deleted<PersonId>>;"#,
    );
    let is_code = |line: &&str| !line.starts_with("///");
    assert!(code.lines().filter(is_code).count() <= 12, "{code}");
}
