//! TLS on loopback: certificates that this machine trusts and others, and processes that trust them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::{env, fs, io, process};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey as Signing;

/// Where a process that trusts a certificate finds it and its key.
const ROOM: &str = "ENDPOINT_TLS_TESTS";

/// Runs the test `name`, which calls this, once more in a process whose system trusts
/// [`Identity::trusted`]. True in that process.
///
/// Transports trust whom the operating system trusts, and a process can be told that only from
/// outside (`SSL_CERT_FILE`, which OpenSSL and rustls read on Linux).
///
/// # Panics
///
/// Where the test fails there.
pub fn trusting(name: &str) -> bool {
    if env::var_os(ROOM).is_some() {
        return true;
    }
    let test = name.replace("::", "-");
    let room = env::temp_dir().join(format!("endpoint-{}-{test}", process::id()));
    let outcome = Identity::make()
        .save(&room)
        .and_then(|()| {
            Command::new(env::current_exe()?)
                .args([name, "--exact", "--nocapture"])
                .env(ROOM, &room)
                .env("SSL_CERT_FILE", certificate(&room))
                .output()
        })
        .unwrap();
    fs::remove_dir_all(&room).unwrap();
    let (told, errors) = (outcome.stdout, outcome.stderr);
    let told = String::from_utf8_lossy(&told);
    println!("{told}");
    assert!(
        outcome.status.success(),
        "{}",
        String::from_utf8_lossy(&errors)
    );
    assert!(told.contains("1 passed"), "the test ran there: {told}");
    false
}

fn certificate(room: &Path) -> PathBuf {
    room.join("certificate.pem")
}

fn key(room: &Path) -> PathBuf {
    room.join("key.pem")
}

/// A certificate for `localhost`, signed by itself, and its key.
#[derive(Debug)]
pub struct Identity {
    certificate: String,
    key: String,
}

impl Identity {
    /// One that nobody trusts.
    ///
    /// # Panics
    ///
    /// Where no key can be made.
    pub fn make() -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        Self {
            certificate: cert.pem(),
            key: signing_key.serialize_pem(),
        }
    }

    /// The one that this process trusts; see [`trusting`].
    ///
    /// # Panics
    ///
    /// Where it trusts none.
    pub fn trusted() -> Self {
        let room = PathBuf::from(env::var_os(ROOM).unwrap());
        Self {
            certificate: fs::read_to_string(certificate(&room)).unwrap(),
            key: fs::read_to_string(key(&room)).unwrap(),
        }
    }

    fn save(&self, room: &Path) -> io::Result<()> {
        fs::create_dir(room)?;
        fs::write(certificate(room), &self.certificate)?;
        fs::write(key(room), &self.key)
    }

    /// Accepts connections with this identity, and one of `protocols` (ALPN). Tells `hear` the groups
    /// for key exchange that each client offers: TLS libraries differ in them.
    ///
    /// # Panics
    ///
    /// Where the identity is none.
    pub fn acceptor(
        &self,
        protocols: &[&str],
        hear: impl Fn(Vec<u16>) + Send + Sync + 'static,
    ) -> TlsAcceptor {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let certificate = CertificateDer::from_pem_slice(self.certificate.as_bytes()).unwrap();
        let key = PrivateKeyDer::from_pem_slice(self.key.as_bytes()).unwrap();
        let signing = Signing::from_der(vec![certificate], key, &provider).unwrap();
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(Hearing {
                signing: Arc::new(signing),
                hear: Box::new(hear),
            }));
        config.alpn_protocols = protocols
            .iter()
            .map(|name| name.as_bytes().to_vec())
            .collect();
        TlsAcceptor::from(Arc::new(config))
    }
}

/// One certificate for all, and an ear for what they say first.
struct Hearing {
    signing: Arc<Signing>,
    hear: Box<dyn Fn(Vec<u16>) + Send + Sync>,
}

impl ResolvesServerCert for Hearing {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<Signing>> {
        let groups = hello.named_groups().unwrap_or_default();
        (self.hear)(groups.iter().map(|group| u16::from(*group)).collect());
        Some(Arc::clone(&self.signing))
    }
}

impl std::fmt::Debug for Hearing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hearing")
    }
}
