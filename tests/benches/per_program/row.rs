//! The programs that are built.

use std::io;

use endpoint_benches::generated::endpoint_path;

/// One program: how its calls are written, and over which features.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) dependencies: String,
    pub(crate) is_declared: bool,
    /// What the program does before it makes its client.
    pub(crate) setup: &'static str,
    /// The row by hand with the same TLS library.
    pub(crate) by_hand: &'static str,
}

/// Name, features of `endpoint`, the row by hand to compare with. `+` adds to the default features.
const DECLARED: [(&str, &str, &str); 16] = [
    ("endpoint", "+", "reqwest"),
    (
        "endpoint rustls-ring",
        "reqwest rustls-ring system-proxy",
        "reqwest rustls-ring",
    ),
    (
        "endpoint native-tls",
        "reqwest native-tls system-proxy",
        "reqwest native-tls",
    ),
    ("endpoint no-tls", "reqwest system-proxy", "reqwest no-tls"),
    ("endpoint hyper", "hyper rustls", "reqwest"),
    (
        "endpoint hyper rustls-ring",
        "hyper rustls-ring",
        "reqwest rustls-ring",
    ),
    (
        "endpoint hyper native-tls",
        "hyper native-tls",
        "reqwest native-tls",
    ),
    ("endpoint hyper no-tls", "hyper", "reqwest no-tls"),
    ("endpoint +http2", "+ http2", "reqwest"),
    ("endpoint +gzip", "+ gzip", "reqwest"),
    ("endpoint +brotli", "+ brotli", "reqwest"),
    ("endpoint +zstd", "+ zstd", "reqwest"),
    ("endpoint +multipart", "+ multipart", "reqwest"),
    ("endpoint +blocking", "+ blocking", "reqwest"),
    ("endpoint +tracing", "+ tracing", "reqwest"),
    ("endpoint +testing", "+ testing", "reqwest"),
];

/// Name, features of reqwest, further dependencies.
const BY_HAND: [(&str, &str, &str); 4] = [
    ("reqwest", "+ form json query", ""),
    (
        "reqwest rustls-ring",
        "charset form http2 json query rustls-no-provider system-proxy",
        "rustls = { version = \"0.23\", default-features = false, features = [\"ring\", \"std\", \"tls12\"] }\n",
    ),
    (
        "reqwest native-tls",
        "charset form http2 json native-tls query system-proxy",
        "",
    ),
    (
        "reqwest no-tls",
        "charset form http2 json query system-proxy",
        "",
    ),
];

const INSTALL_RING: &str = "rustls::crypto::ring::default_provider().install_default().unwrap();";

/// Every program.
pub(crate) fn all() -> Vec<Row> {
    let path = format!("path = {:?}", endpoint_path());
    let declared = DECLARED.iter().map(|&(name, list, by_hand)| Row {
        name,
        dependencies: format!("endpoint = {{ {path}{} }}\n", features(list)),
        is_declared: true,
        setup: "",
        by_hand,
    });
    let by_hand = BY_HAND.iter().map(|&(name, list, more)| Row {
        name,
        dependencies: format!(
            "reqwest = {{ version = \"0.13.5\"{} }}\n{more}",
            features(list)
        ),
        is_declared: false,
        setup: if list.contains("no-provider") {
            INSTALL_RING
        } else {
            ""
        },
        by_hand: name,
    });
    declared.chain(by_hand).collect()
}

/// The program of that name.
pub(crate) fn named(name: &str) -> io::Result<Row> {
    all()
        .into_iter()
        .find(|row| row.name == name)
        .ok_or_else(|| io::Error::other(format!("no row is named `{name}`; see --list")))
}

fn features(list: &str) -> String {
    let (default, list) = match list.strip_prefix('+') {
        Some(rest) => ("", rest),
        None => (", default-features = false", list),
    };
    let list: Vec<&str> = list.split_whitespace().collect();
    format!("{default}, features = {list:?}")
}

#[cfg(test)]
mod tests {
    use super::{all, features, named};

    #[test]
    fn features_are_written_as_cargo_reads_them() {
        assert_eq!(features("+"), ", features = []");
        assert_eq!(features("+ gzip"), ", features = [\"gzip\"]");
        assert_eq!(
            features("hyper rustls"),
            ", default-features = false, features = [\"hyper\", \"rustls\"]"
        );
    }

    #[test]
    fn every_row_has_one_by_hand_beside_it() {
        for row in all() {
            assert!(!named(row.by_hand).unwrap().is_declared, "{}", row.name);
        }
        assert!(named("endpoint +nothing").is_err());
    }

    #[test]
    fn every_feature_has_a_row() {
        let manifest = std::fs::read_to_string("../../runtime/Cargo.toml").unwrap();
        let (_, rest) = manifest.split_once("[features]").unwrap();
        let (list, _) = rest.split_once("[dependencies]").unwrap();
        let names = list
            .lines()
            .filter_map(|line| line.split_once(" = ["))
            .map(|(name, _)| name);
        for name in names.filter(|name| *name != "default") {
            let quoted = format!("\"{name}\"");
            let in_default = ["reqwest", "rustls", "system-proxy"].contains(&name);
            assert!(
                in_default
                    || all()
                        .iter()
                        .any(|row| row.is_declared && row.dependencies.contains(&quoted)),
                "no row for the feature `{name}`"
            );
        }
    }
}
