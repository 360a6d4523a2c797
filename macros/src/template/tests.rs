//! The grammar by example, and two properties over arbitrary text.

use proptest::prelude::*;

use super::problem::Problem;
use super::*;

fn problems(text: &str) -> Vec<String> {
    parse(text, &[])
        .problems
        .iter()
        .map(Problem::what)
        .collect()
}

fn corrected(text: &str, arguments: &[&str]) -> String {
    parse(text, arguments).template.to_string()
}

#[track_caller]
fn legal(text: &str) -> Template {
    let parsed = parse(text, &[]);
    assert_eq!(parsed.problems, [], "{text}");
    assert_eq!(parsed.template.to_string(), text);
    parsed.template
}

#[test]
fn every_form_of_the_grammar_is_legal_and_prints_as_written() {
    for text in [
        "/",
        "/v1/accounts/<account>/persons/<person>",
        "/v1/files/<name>.pdf",
        "/v1/<project>:cancel",
        "/v1/<from>...<to>",
        "/v1/x/",
        "/objects/<key..>",
        "/objects/<key..>?<limit>",
        "/v1/charges?<limit>&<status>",
        "/v1/charges?starting_after=<cursor>",
        "/v1/charges?expand[]=data&expand[]=data.customer",
        "/v1/charges?created[gte]=<since>&<filter..>",
        "/v1/caf%C3%A9/a%2Fb?q=a%20b",
        "/v1/a!$&'()*+,;=:@b",
        "/v1/<type>",
        "/?active=",
    ] {
        legal(text);
    }
}

#[test]
fn the_label_has_braces_and_no_query() {
    assert_eq!(
        legal("/v1/files/<name>.pdf?<limit>").label(),
        "/v1/files/{name}.pdf"
    );
    assert_eq!(legal("/objects/<key..>").label(), "/objects/{key}");
    assert_eq!(legal("/").label(), "/");
}

#[test]
fn all_problems_are_found_in_order_of_place() {
    let told = problems("/v1//<account-id>/a^b/../{person}?limit&&a=1&a=2");
    assert_eq!(
        told,
        [
            "`//` has an empty segment in it",
            "`<account-id>` is not a name that an argument can have",
            "`^` in a path is written `%5E`",
            "the segment `..` would be resolved away before the request is sent",
            "`{person}` is written `<person>` here",
            "the query pair `limit` has no `=`",
            "a query pair is missing here",
            "the query name `a` stands in the template twice",
        ]
    );
}

#[test]
fn what_was_meant_is_printed() {
    for (text, meant) in [
        ("", "/"),
        (" /v1/x ", "/v1/x"),
        ("v1/x", "/v1/x"),
        ("https://api.stripe.com/v1/x", "/v1/x"),
        ("//api.stripe.com/v1/x", "/v1/x"),
        ("api.stripe.com/v1/x", "/v1/x"),
        ("localhost:8080/v1/x", "/v1/x"),
        ("https://api.stripe.com", "/"),
        ("/v1/x#top", "/v1/x"),
        ("/v1/a b", "/v1/a%20b"),
        ("/v1/é\"^`|\\", "/v1/%C3%A9%22%5E%60%7C%5C"),
        ("/v1/100%", "/v1/100%25"),
        ("/v1/%zz", "/v1/%25zz"),
        ("/v1///x//", "/v1/x/"),
        ("/v1/./x/../y", "/v1/y"),
        ("/v1/%2E%2e/y", "/y"),
        ("/v1/<a>/../y", "/v1/<a>/y"),
        (
            "/v1/{account}/:person/${id}/{{x}}/{n:int}",
            "/v1/<account>/<person>/<id>/<x>/<n>",
        ),
        ("/v1/<account", "/v1/<account>"),
        ("/v1/<account/persons", "/v1/<account>/persons"),
        ("/v1/<account>>", "/v1/<account>"),
        ("/v1/<<account>>", "/v1/<account>"),
        ("/v1/<a<b>>", "/v1/<a>/<b>"),
        ("/v1/< account >", "/v1/<account>"),
        (
            "/v1/<account id>/<account-id>",
            "/v1/<account_id>/<account_id_2>",
        ),
        ("/v1/<r#type>", "/v1/<type>"),
        ("/v1/<*key>", "/v1/<key..>"),
        ("/v1/<a>/<a>", "/v1/<a>/<a_2>"),
        ("/v1/<a><b>", "/v1/<a>/<b>"),
        ("/o/<key..>/x", "/o/<key>/x"),
        ("/o/p-<key..>", "/o/p-<key>"),
        ("/x?", "/x"),
        ("/x?a=1&", "/x?a=1"),
        ("/x?=1&=<a>", "/x?name=1&<a>"),
        ("/x?a=1&a=<b>", "/x?a=1&a_2=<b>"),
        ("/x?a=1&a=2&a=3", "/x?a=1&a_2=2&a_3=3"),
        ("/x?limit=3&<limit>", "/x?limit=3&limit_2=<limit>"),
        ("/x?a=1?b=2", "/x?a=1&b=2"),
        ("/x?<a>=<b>", "/x?<a>&<b>"),
        ("/x?a=b<c>", "/x?a=<c>"),
        ("/x?f=<filter..>", "/x?<filter..>"),
        ("/x?a=b=c+d[]'", "/x?a=b%3Dc%2Bd%5B%5D%27"),
        ("?<limit>", "/?<limit>"),
        ("/<id>?<id..>", "/<id>?<id_2..>"),
    ] {
        assert_eq!(corrected(text, &[]), meant, "{text}");
        assert_ne!(problems(text), [""; 0], "{text}");
    }
}

#[test]
fn arguments_tell_what_was_meant() {
    assert_eq!(
        corrected("/v1/<>/<>", &["account", "person"]),
        "/v1/<account>/<person>"
    );
    assert_eq!(corrected("/v1/account>", &["account"]), "/v1/<account>");
    assert_eq!(corrected("/v1/accounts>", &["account"]), "/v1/accounts");
    assert_eq!(corrected("/v1?limit", &["limit"]), "/v1?<limit>");
    assert_eq!(corrected("/v1?limit", &[]), "/v1?limit=");
    assert_eq!(corrected("/v1/<self>", &["account"]), "/v1/<account>");
    assert_eq!(corrected("/v1/<a>/<a>", &["a", "b"]), "/v1/<a>/<b>");
}

#[test]
fn carets_count_columns() {
    assert_eq!(draw("/é/<x>", &(4..7)), "  /é/<x>\n     ^^^");
    assert_eq!(draw("/日/<x>", &(5..8)), "  /日/<x>\n      ^^^");
    assert_eq!(draw("/\n/<x>", &(3..6)), "  /\\n/<x>\n      ^^^");
    assert_eq!(draw("/a", &(2..2)), "  /a\n    ^");
}

fn template_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "/", "/", "<", ">", "<a>", "<b>", "<key..>", "{", "}", ":", "?", "&", "=", "%", "%2e",
        "%41", ".", "..", "#", "r#", "a", "b", "[]", " ", "é", "^", "://", "x.com", "*", "$",
        "self", "_", "-", "\n", "1",
    ]);
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

#[track_caller]
fn holds(text: &str) {
    let parsed = parse(text, &["a", "key"]);
    let printed = parsed.template.to_string();
    if parsed.problems.is_empty() {
        assert_eq!(printed, text);
    } else {
        assert_eq!(
            parse(&printed, &["a", "key"]).problems,
            [],
            "{text:?} was corrected to {printed:?}"
        );
    }
    for problem in parsed.problems {
        assert!(
            text.get(problem.range.clone()).is_some(),
            "{problem:?} is outside of {text:?}"
        );
        draw(text, &problem.range);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_legal_as_printed_or_corrected_to_legal(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn anything_like_a_template_is_legal_as_printed_or_corrected_to_legal(text in template_like()) {
        holds(&text);
    }
}
