//! The Secret Store: an app's secrets, for an account or for one of its users.

use std::time::Duration;

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::clock;
use super::expand;
use super::failure::StripeFailure;
use super::list::{self, Listing};
use super::operation::{Call, Operation};
use super::params::{self, Param, id, integer, scope, texts};
use super::state::State;
use super::store::Stored;

pub(crate) const OPERATIONS: &[Operation] = &[
    Operation::new(Method::GET, "/v1/apps/secrets", LIST, "secrets", list).per_app(),
    Operation::new(Method::POST, "/v1/apps/secrets", SET, "secret", set).per_app(),
    Operation::new(Method::GET, "/v1/apps/secrets/find", NAME, "secret", find).per_app(),
    Operation::new(
        Method::POST,
        "/v1/apps/secrets/delete",
        NAME,
        "secret",
        delete,
    )
    .per_app(),
];

const LIST: &[Param] = &params::list::<5, 1>([scope()]);
const NAME: &[Param] = &[texts("expand"), id("name").required(), scope()];
const SET: &[Param] = &[
    texts("expand"),
    integer("expires_at"),
    id("name").required(),
    id("payload").required(),
    scope(),
];

/// How many secrets a scope holds.
const MOST: usize = 10;

/// A secret.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Secret {
    id: String,
    name: String,
    payload: String,
    place: Place,
    created: i64,
    expires_at: Option<i64>,
}

/// Whose a secret is: names are unique within a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    account: String,
    app: String,
    /// `None` is the account's own scope.
    user: Option<String>,
}

impl Stored for Secret {
    fn id(&self) -> &str {
        &self.id
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut secret = f.debug_struct("Secret");
        secret.field("id", &self.id).finish_non_exhaustive()
    }
}

fn list(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let place = place(call)?;
    let listing = Listing {
        what: "secret",
        url: "/v1/apps/secrets".to_owned(),
    };
    let secrets = state.secrets.newest_first();
    let secrets = secrets.filter(|secret| secret.place == place);
    let open = expand::wants(&call.params, "data.payload");
    list::page(
        call,
        &listing,
        secrets,
        |_| true,
        |secret| secret.render(open),
    )
}

fn set(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let place = place(call)?;
    let name = call.params.required_text("name")?;
    let payload = call.params.required_text("payload")?;
    let expires_at = call.params.integer("expires_at");
    if expires_at.is_some_and(|time| time <= call.now()) {
        let message = "A secret expires in the future.";
        return Err(StripeFailure::invalid(message).param("expires_at"));
    }
    let others = state.secrets.iter();
    let others = others.filter(|secret| secret.place == place && secret.name != name);
    if others.count() >= MOST {
        return Err(StripeFailure::invalid(format!(
            "A scope holds at most {MOST} secrets."
        )));
    }
    let secret = Secret {
        id: state.ids.next("appsecret"),
        name: name.to_owned(),
        payload: payload.to_owned(),
        place,
        created: call.now(),
        expires_at,
    };
    let answer = secret.render(expand::wants(&call.params, "payload"));
    // Setting a name again replaces what it held.
    state
        .secrets
        .retain(|kept| kept.place != secret.place || kept.name != secret.name);
    state.secrets.push(secret);
    Ok(answer)
}

fn find(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let open = expand::wants(&call.params, "payload");
    Ok(named(state, call)?.render(open))
}

fn delete(state: &mut State, call: &Call) -> Result<Value, StripeFailure> {
    let secret = named(state, call)?.clone();
    state.secrets.retain(|kept| kept.id != secret.id);
    let mut answer = secret.render(expand::wants(&call.params, "payload"));
    answer["deleted"] = json!(true);
    Ok(answer)
}

/// The secret that the parameters name.
fn named<'a>(state: &'a State, call: &Call) -> Result<&'a Secret, StripeFailure> {
    let place = place(call)?;
    let name = call.params.required_text("name")?;
    let mut secrets = state.secrets.iter();
    let secret = secrets.find(|secret| secret.place == place && secret.name == name);
    secret.ok_or_else(|| StripeFailure::missing("secret", name, "name"))
}

/// Where the `scope` parameter points, seen from the app and the account that ask.
fn place(call: &Call) -> Result<Place, StripeFailure> {
    let scope = call.params.hash("scope");
    let part = |name: &str| scope.and_then(|scope| scope.get(name)?.as_str());
    let user = part("user").map(str::to_owned);
    let refuse = |message: &str| StripeFailure::invalid(message).param("scope[user]");
    match (part("type"), &user) {
        (Some("user"), None) => {
            Err(refuse("A user scope names its user.").code("parameter_missing"))
        }
        (Some("account"), Some(_)) => Err(refuse("An account scope has no user.")),
        _ => Ok(Place {
            account: call.acting.clone(),
            app: call.app.0.clone(),
            user,
        }),
    }
}

impl Secret {
    pub(crate) fn expired(&self, now: Duration) -> bool {
        self.expires_at
            .is_some_and(|time| time <= clock::seconds(now))
    }

    fn render(&self, open: bool) -> Value {
        let mut secret = json!({
            "id": self.id,
            "object": "apps.secret",
            "created": self.created,
            "expires_at": self.expires_at,
            "livemode": false,
            "name": self.name,
            "scope": match &self.place.user {
                Some(user) => json!({ "type": "user", "user": user }),
                None => json!({ "type": "account" }),
            },
        });
        if open {
            secret["payload"] = json!(self.payload);
        }
        secret
    }
}
