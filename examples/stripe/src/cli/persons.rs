//! `persons`.

mod fields;

use clap::Subcommand;
use stripe_example::api::{AccountId, ListPersons, PersonId, Persons, RetrievePerson};

use self::fields::{PersonArgs, filter};
use super::failure::Failure;
use super::session::Session;
use super::values::{ExpandArgs, ListArgs, set};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Shows the persons of an account, newest first.
    List {
        account: AccountId,
        /// Only those with, or without, a role: owner=true, director=false.
        #[arg(long, value_name = "ROLE=BOOL")]
        relationship: Vec<String>,
        #[command(flatten)]
        list: ListArgs,
    },
    /// Adds a person to an account.
    Create {
        account: AccountId,
        #[command(flatten)]
        person: Box<PersonArgs>,
    },
    /// Shows a person.
    Retrieve {
        account: AccountId,
        person: PersonId,
        #[command(flatten)]
        expand: ExpandArgs,
    },
    /// Changes what is known of a person. Empty values clear.
    Update {
        account: AccountId,
        person: PersonId,
        #[command(flatten)]
        fields: Box<PersonArgs>,
    },
    /// Ends a person's relationship to the account.
    Delete {
        account: AccountId,
        person: PersonId,
    },
}

pub(super) async fn run(command: Command, session: &Session) -> Result<(), Failure> {
    let stripe = &session.stripe;
    match command {
        Command::List {
            account,
            relationship,
            list,
        } => {
            let all = list.all;
            let mut params = ListPersons::new().relationship(filter(relationship)?);
            if let Some(limit) = list.page() {
                params = params.limit(limit);
            }
            set!(params, list: starting_after, ending_before);
            let params = params.expand(list.expand);
            session
                .list(stripe.list_persons(&account, &params), all)
                .await
        }
        Command::Create { account, person } => {
            let params = person.params()?;
            session.call(stripe.create_person(&account, &params)).await
        }
        Command::Retrieve {
            account,
            person,
            expand,
        } => {
            let params = RetrievePerson::new().expand(expand);
            session
                .call(stripe.retrieve_person(&account, &person, &params))
                .await
        }
        Command::Update {
            account,
            person,
            fields,
        } => {
            let params = fields.params()?;
            session
                .call(stripe.update_person(&account, &person, &params))
                .await
        }
        Command::Delete { account, person } => {
            session.call(stripe.delete_person(&account, &person)).await
        }
    }
}
