//! A help line as instructions, and whether they were followed.

/// What to do with a quoted piece of the help.
#[derive(Clone, Copy)]
enum Verb {
    Write,
    Remove,
    Nothing,
}

/// Whether `fixed` is `wrong` with one of the ways that `help` names taken, all of its steps done.
pub(crate) fn is_followed(help: &str, wrong: &str, fixed: &str) -> bool {
    let is_changed = wrong != fixed;
    let (wrong, fixed) = (squeezed(wrong), squeezed(fixed));
    let is_done = |(verb, piece): &(Verb, String)| match verb {
        Verb::Write => fixed.contains(piece),
        Verb::Remove => fixed.matches(piece).count() < wrong.matches(piece).count(),
        Verb::Nothing => true,
    };
    let is_taken = |way: &Way| way.iter().all(|step| step.iter().any(is_done));
    is_changed && ways(help).iter().any(is_taken)
}

/// Steps, each of which is done by one of its pieces.
type Way = Vec<Vec<(Verb, String)>>;

fn ways(help: &str) -> Vec<Way> {
    let mut ways: Vec<Way> = vec![Vec::new()];
    let mut verb = Verb::Nothing;
    let mut parts = help.split('`');
    while let Some(text) = parts.next() {
        let Some(piece) = parts.next().filter(|_| !text.starts_with(';')) else {
            break;
        };
        verb = verb_in(text).unwrap_or(verb);
        if text.contains(", or ") {
            ways.push(Vec::new());
        }
        let Some(way) = ways.last_mut() else { break };
        let instruction = (verb, as_it_stands(piece));
        match way.last_mut().filter(|_| [", ", " or "].contains(&text)) {
            Some(step) => step.push(instruction),
            None => way.push(vec![instruction]),
        }
    }
    ways
}

/// What the words before a piece say to do with it.
fn verb_in(text: &str) -> Option<Verb> {
    let verbs = [
        ("write", Verb::Write),
        ("add", Verb::Write),
        ("mark it", Verb::Write),
        ("return", Verb::Write),
        (" to ", Verb::Write),
        ("remove", Verb::Remove),
        ("rename", Verb::Remove),
        ("in place of", Verb::Remove),
        ("from the", Verb::Nothing),
        ("set credentials by", Verb::Nothing),
    ];
    let last = verbs
        .iter()
        .filter_map(|&(word, verb)| Some((text.rfind(word)?, verb)));
    last.max_by_key(|&(at, _)| at).map(|(_, verb)| verb)
}

/// A template stands between quotation marks, all of it.
fn as_it_stands(piece: &str) -> String {
    if piece.starts_with('/') {
        format!("\"{piece}\"")
    } else {
        squeezed(piece)
    }
}

/// Without what formatting changes.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}
