//! `secrets`.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use stripe_example::api::{
    AppUserId, DeleteSecret, FindSecret, ListSecrets, Scope, Secrets, SetSecret,
};

use super::failure::Failure;
use super::session::Session;
use super::values::{ExpandArgs, ListArgs, set};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Shows secrets, newest first.
    List {
        #[command(flatten)]
        scope: ScopeArgs,
        #[command(flatten)]
        list: ListArgs,
    },
    /// Keeps a secret, or replaces it.
    Set(Set),
    /// Shows the secret of a name; its payload with --expand payload.
    Find(Named),
    /// Deletes the secret of a name.
    Delete(Named),
}

#[derive(clap::Args)]
pub(super) struct ScopeArgs {
    /// Whose secrets: this user's instead of the account's.
    #[arg(long)]
    user: Option<AppUserId>,
}

#[derive(clap::Args)]
pub(super) struct Named {
    name: String,
    #[command(flatten)]
    scope: ScopeArgs,
    #[command(flatten)]
    expand: ExpandArgs,
}

#[derive(clap::Args)]
pub(super) struct Set {
    #[command(flatten)]
    named: Named,
    /// What is secret. Other users of this machine may see it in the list of processes.
    #[arg(long, required_unless_present = "payload_file")]
    payload: Option<String>,
    /// The file with what is secret; `-` is stdin. A line end at its end is left out.
    #[arg(long, value_name = "FILE", conflicts_with = "payload")]
    payload_file: Option<PathBuf>,
    /// When it deletes itself, in seconds since 1970.
    #[arg(long)]
    expires_at: Option<i64>,
}

impl From<ScopeArgs> for Scope {
    fn from(arguments: ScopeArgs) -> Self {
        arguments.user.map_or_else(Self::account, Self::user)
    }
}

pub(super) async fn run(command: Command, session: &Session) -> Result<(), Failure> {
    let stripe = &session.stripe;
    match command {
        Command::List { scope, list } => {
            let all = list.all;
            let mut params = ListSecrets::new(scope);
            if let Some(limit) = list.page() {
                params = params.limit(limit);
            }
            set!(params, list: starting_after, ending_before);
            let params = params.expand(list.expand);
            session.list(stripe.list_secrets(&params), all).await
        }
        Command::Set(arguments) => {
            let payload = match (arguments.payload, arguments.payload_file) {
                (Some(payload), _) => payload,
                (None, Some(path)) => read(&path)?,
                (None, None) => String::new(),
            };
            let Named {
                name,
                scope,
                expand,
            } = arguments.named;
            let mut params = SetSecret::new(name, payload, scope).expand(expand);
            if let Some(time) = arguments.expires_at {
                params = params.expires_at(time);
            }
            session.call(stripe.set_secret(&params)).await
        }
        Command::Find(Named {
            name,
            scope,
            expand,
        }) => {
            let params = FindSecret::new(name, scope).expand(expand);
            session.call(stripe.find_secret(&params)).await
        }
        Command::Delete(Named {
            name,
            scope,
            expand,
        }) => {
            let params = DeleteSecret::new(name, scope).expand(expand);
            session.call(stripe.delete_secret(&params)).await
        }
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).map(drop)
    } else {
        std::fs::read_to_string(path).map(|content| text = content)
    };
    read.map_err(|error| Failure::Other(format!("{} cannot be read: {error}", path.display())))?;
    let end = text.trim_end_matches(['\r', '\n']).len();
    text.truncate(end);
    Ok(text)
}
