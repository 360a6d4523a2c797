//! Tests without a server: doubles by hand, trait objects, traits grouped on one client.

use std::sync::Arc;

use endpoint::{Api, Call, Client, Error, ErrorKind, RawBody, endpoint};
use endpoint_tests::Server;
use http::StatusCode;

use crate::over;

#[derive(Debug, serde::Deserialize)]
struct Person {
    id: String,
}

trait Persons: Api {
    #[endpoint(DELETE, "/v1/accounts/<account>/persons/<person>")]
    fn delete_person(&self, account: &str, person: &str) -> Call<Person>;

    #[endpoint(GET, "/v1/accounts/<account>/persons/<person>")]
    fn retrieve_person(&self, account: &str, person: &str) -> Call<Person>;
}

struct Fake;

impl Api for Fake {
    fn client(&self) -> &Client {
        Client::offline()
    }
}

impl Persons for Fake {
    fn delete_person(&self, _: &str, person: &str) -> Call<Person> {
        Call::ready(Ok(Person {
            id: person.to_owned(),
        }))
    }
}

/// An application's own code: it knows the trait only.
async fn offboard(persons: &dyn Persons) -> String {
    match persons.delete_person("acct_1", "person_1").await {
        Ok(deleted) => deleted.id,
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn a_double_answers_by_hand() {
    assert_eq!(offboard(&Fake).await, "person_1");
    let boxed: Box<dyn Persons> = Box::new(Fake);
    assert_eq!(offboard(&*boxed).await, "person_1");
}

#[tokio::test]
async fn a_method_without_an_answer_fails_unsent_and_by_name() {
    let error = Fake
        .retrieve_person("acct_1", "person_1")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    assert!(!error.may_have_been_sent());
    assert_eq!(error.endpoint().unwrap().name(), "retrieve_person");
    assert_eq!(
        error.to_string(),
        "GET /v1/accounts/{account}/persons/{person}: the client is offline: \
         this method has no answer of its own in the test double (not sent)"
    );
}

#[tokio::test]
async fn ready_calls_resolve_to_what_they_were_given() {
    let found: Call<u32> = Call::ready(Ok(7));
    assert_eq!(found.with_response().await.unwrap().into_value(), 7);
    let error = Error::from_api(StatusCode::NOT_FOUND, RawBody::from("gone"));
    let missing: Call<u32> = Call::ready(Err(error));
    let error = missing.header("X-Any", "thing").send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.to_string(), "404 gone");
}

mod customers {
    use endpoint::{Api, Call, endpoint};

    pub(super) trait Customers: Api {
        #[endpoint(GET, "/customers")]
        fn list(&self) -> Call<()>;
    }
}

mod invoices {
    use endpoint::{Api, Call, endpoint};

    pub(super) trait Invoices: Api {
        #[endpoint(GET, "/invoices")]
        fn list(&self) -> Call<()>;
    }
}

struct Shop {
    client: Client,
}

impl Api for Shop {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl customers::Customers for Shop {}
impl invoices::Invoices for Shop {}

impl Shop {
    fn customers(&self) -> &impl customers::Customers {
        self
    }
    fn invoices(&self) -> &impl invoices::Invoices {
        self
    }
}

#[tokio::test]
async fn two_traits_may_both_have_a_list() {
    use customers::Customers as _;
    use invoices::Invoices as _;

    let server = Server::json("null").await.unwrap();
    let shop = Shop {
        client: over(server.url()).build().unwrap(),
    };
    shop.customers().list().await.unwrap();
    shop.invoices().list().await.unwrap();
    assert_eq!(server.arrived()[0].line(), "GET /customers");
    assert_eq!(server.arrived()[1].line(), "GET /invoices");
}

#[tokio::test]
async fn a_call_outlives_its_arguments_and_travels_between_tasks() {
    let server = Server::json("null").await.unwrap();
    let shop = Arc::new(Shop {
        client: over(server.url()).build().unwrap(),
    });
    let call = {
        let id = String::from("short-lived");
        free(&shop, &id)
    };
    tokio::spawn(call.send()).await.unwrap().unwrap();
    assert_eq!(server.arrived()[0].line(), "GET /free/short-lived");
}

#[endpoint(GET, "/free/<id>")]
fn free(api: &impl Api, id: &str) -> Call<()>;
