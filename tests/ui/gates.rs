//! What must hold of the fixtures themselves.

use std::fs;
use std::path::Path;

use crate::advice;
use crate::fixture::{self, Fixture, Message};

#[track_caller]
fn none_of(fixtures: impl Iterator<Item = Fixture>, complaint: &str) {
    let paths: Vec<String> = fixtures
        .map(|fixture| fixture.path.display().to_string())
        .collect();
    assert!(paths.is_empty(), "{complaint}:\n{}", paths.join("\n"));
}

/// The compiler tells of a type that `Pages` itself cannot hold at its name and at its arguments.
const TOLD_TWICE: &str = "ui/types/pages_of_what_is_no_page.rs";

/// In `several` and `editor` more may be told: the snapshots list it.
#[test]
fn one_mistake_is_told_once_and_nothing_else() {
    let is_lonely = |fixture: &Fixture| !fixture.is_in("several") && !fixture.is_in("editor");
    let loud = fixture::all()
        .into_iter()
        .filter(is_lonely)
        .filter(|fixture| fixture.path != Path::new(TOLD_TWICE))
        .filter(|fixture| fixture.messages().len() != 1);
    none_of(loud, "not one message");
}

#[test]
fn each_message_of_ours_ends_in_a_help() {
    let mute = fixture::all()
        .into_iter()
        .filter(Fixture::is_ours)
        .filter(|fixture| {
            fixture
                .messages()
                .iter()
                .any(|message| message.help.is_none())
        });
    none_of(mute, "no help");
}

#[test]
fn each_fixture_of_ours_has_its_help_followed() {
    let helpless = fixture::all()
        .into_iter()
        .filter(Fixture::is_ours)
        .filter(|fixture| fixture.fixed().is_none());
    none_of(helpless, "no `.fixed.rs`");
}

/// What the help says to write stands in the fixed declaration, what it says to remove is gone.
#[test]
fn the_help_is_followed_to_the_letter() {
    let strays = fixture::all()
        .into_iter()
        .filter(Fixture::is_ours)
        .filter(|fixture| {
            fixture
                .fixed()
                .is_some_and(|fixed| !follows(fixture, &fixed))
        });
    none_of(strays, "the help is not followed");
}

fn follows(fixture: &Fixture, fixed: &str) -> bool {
    let wrong = fixture.wrong();
    fixture
        .messages()
        .into_iter()
        .filter_map(|message| message.help)
        .all(|help| advice::is_followed(&help, &wrong, fixed))
}

#[test]
fn mistakes_in_types_are_told_in_our_words() {
    let is_the_compilers = |message: &Message| {
        ["the trait bound", "doesn't implement", "is not satisfied"]
            .iter()
            .any(|words| message.what.contains(words))
    };
    let foreign = fixture::all()
        .into_iter()
        .filter(|fixture| fixture.messages().iter().any(is_the_compilers));
    none_of(foreign, "the compiler's words");
}

/// The catalogue of messages in the reference page: each row has a fixture that shows it.
#[test]
fn each_row_of_the_catalogue_has_a_fixture() {
    let told: Vec<Message> = fixture::all().iter().flat_map(Fixture::messages).collect();
    let is_missing = |row: &Vec<String>| {
        let [_, what, help] = row.as_slice() else {
            return true;
        };
        !told
            .iter()
            .any(|message| message.what == *what && message.help.as_ref() == Some(help))
    };
    let missing: Vec<String> = catalogue()
        .into_iter()
        .filter(is_missing)
        .map(|row| row.join(" | "))
        .collect();
    assert!(missing.is_empty(), "no fixture:\n{}", missing.join("\n"));
}

/// The message that the page shows in full is a snapshot's, to the letter.
#[test]
fn the_message_shown_in_full_is_told() {
    let page = page();
    let shown = page.split("```text\n").nth(1).unwrap();
    let shown = shown.split("```").next().unwrap();
    let is_told = |fixture: &Fixture| fixture.told().contains(shown);
    assert!(fixture::all().iter().any(is_told), "{shown}");
}

fn page() -> String {
    fs::read_to_string("../macros/src/docs/messages.md")
        .unwrap()
        .replace("\r\n", "\n")
}

/// The cells of all rows: what is written, what is told, what helps.
fn catalogue() -> Vec<Vec<String>> {
    let rows: Vec<Vec<String>> = page()
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .filter(|row| !row.starts_with("written") && !row.starts_with("---"))
        .map(|row| {
            row.split(" | ")
                .map(|cell| cell.replace("\\|", "|"))
                .collect()
        })
        .collect();
    assert!(rows.len() > 100, "the catalogue is read");
    rows
}

#[test]
fn errors_are_all_there_is() {
    let is_chatty = |fixture: &Fixture| {
        fixture
            .messages()
            .iter()
            .any(|message| !message.level.starts_with("error"))
    };
    none_of(
        fixture::all().into_iter().filter(is_chatty),
        "more than errors",
    );
}
