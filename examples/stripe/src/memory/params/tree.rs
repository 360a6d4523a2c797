//! Pairs with bracketed names as a tree.

use std::collections::BTreeMap;

use crate::memory::failure::StripeFailure;

/// No parameter of Stripe's nests deeper than this by far.
const DEEPEST: usize = 8;

/// A value as it came: a text, or more values by name or index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Text(String),
    Branch(Branch),
}

/// Named values.
pub(super) type Branch = BTreeMap<String, Node>;

/// Builds the tree of decoded pairs.
pub(super) fn grow(pairs: &[(String, String)]) -> Result<Branch, StripeFailure> {
    let mut root = Branch::new();
    for (name, value) in pairs {
        let path = split(name).ok_or_else(|| malformed(name))?;
        insert(&mut root, &path, name, value)?;
    }
    Ok(root)
}

/// `a[b][]` as `a`, `b` and an empty name; `None` where the brackets do not match.
fn split(name: &str) -> Option<Vec<&str>> {
    let Some(open) = name.find('[') else {
        return (!name.is_empty() && !name.contains(']')).then(|| vec![name]);
    };
    let (first, mut rest) = name.split_at(open);
    if first.is_empty() || first.contains(']') {
        return None;
    }
    let mut path = vec![first];
    while !rest.is_empty() {
        let (inner, after) = rest.strip_prefix('[')?.split_once(']')?;
        if inner.contains('[') || path.len() == DEEPEST {
            return None;
        }
        path.push(inner);
        rest = after;
    }
    Some(path)
}

fn insert(
    branch: &mut Branch,
    path: &[&str],
    name: &str,
    value: &str,
) -> Result<(), StripeFailure> {
    let Some((first, rest)) = path.split_first() else {
        return Ok(());
    };
    // `a[]=x` takes the next index.
    let key = if first.is_empty() {
        branch.len().to_string()
    } else {
        (*first).to_owned()
    };
    if rest.is_empty() {
        return match branch.insert(key, Node::Text(value.to_owned())) {
            None => Ok(()),
            Some(_) => Err(twice(name)),
        };
    }
    let below = branch
        .entry(key)
        .or_insert_with(|| Node::Branch(Branch::new()));
    match below {
        Node::Branch(below) => insert(below, rest, name, value),
        Node::Text(_) => Err(twice(name)),
    }
}

fn malformed(name: &str) -> StripeFailure {
    StripeFailure::invalid(format!("The brackets of parameter {name} do not match."))
        .param(name)
        .before_execution()
}

fn twice(name: &str) -> StripeFailure {
    StripeFailure::invalid(format!("The parameter {name} is given more than once."))
        .param(name)
        .before_execution()
}

#[cfg(test)]
mod tests {
    use super::{grow, split};

    #[test]
    fn names_split_at_their_brackets() {
        assert_eq!(split("a"), Some(vec!["a"]));
        assert_eq!(split("a[b][0][]"), Some(vec!["a", "b", "0", ""]));
        for broken in ["", "[a]", "a[", "a]", "a[b", "a[b]c", "a[[b]]", "a[b]]"] {
            assert_eq!(split(broken), None, "{broken}");
        }
    }

    #[test]
    fn one_name_has_one_value() {
        let pair = |name: &str| (name.to_owned(), "v".to_owned());
        assert!(grow(&[pair("a[]"), pair("a[]")]).is_ok());
        assert!(grow(&[pair("a"), pair("a")]).is_err());
        assert!(grow(&[pair("a"), pair("a[b]")]).is_err());
        assert!(grow(&[pair("a[b]"), pair("a")]).is_err());
    }
}
