//! README.md as a program: the first screen on its own, the other blocks as one file in their order.
// Readers see whole paths where an import would only distract.
#![allow(dead_code, unreachable_pub, unused_qualifications)]

mod first_screen {
    use endpoint::{Api, Call, Client, endpoint};
    use stripe_example::api::{AccountId, Deleted, PersonId, StripeError};

    include!(concat!(env!("OUT_DIR"), "/first_screen.rs"));

    impl Persons for Client {}

    #[test]
    fn the_declaration_is_a_delete_of_that_path() {
        let (account, person) = (AccountId::new("acct_1"), PersonId::new("person_1"));
        let call = Client::offline().delete_person(&account, &person);
        let request = call.request().unwrap();
        assert_eq!(request.method(), http::Method::DELETE);
        assert_eq!(request.uri().path(), "/v1/accounts/acct_1/persons/person_1");
    }
}

mod program {
    include!(concat!(env!("OUT_DIR"), "/program.rs"));

    #[test]
    fn the_readers_shop_builds_its_requests() {
        let shop = Shop::new("token").unwrap();
        let request = shop.order("or_1").request().unwrap();
        assert_eq!(request.uri(), "https://api.shop.example/v1/orders/or_1");
    }
}
