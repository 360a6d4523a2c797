//! TLS: which library, chosen by this crate's features alone.
//!
//! Where several are enabled the order is rustls with aws-lc, rustls with ring, native-tls.

#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
mod with_rustls {
    use std::sync::Arc;

    use rustls::crypto::CryptoProvider;
    use rustls::{ClientConfig, Error};
    use rustls_platform_verifier::BuilderVerifierExt;

    /// A configuration that trusts whom the operating system trusts, whatever provider of
    /// cryptography other crates have installed.
    pub(in crate::transport) fn config() -> Result<ClientConfig, Error> {
        Ok(ClientConfig::builder_with_provider(Arc::new(provider()))
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()?
            .with_no_client_auth())
    }

    #[cfg(feature = "rustls")]
    fn provider() -> CryptoProvider {
        rustls::crypto::aws_lc_rs::default_provider()
    }

    #[cfg(not(feature = "rustls"))]
    fn provider() -> CryptoProvider {
        rustls::crypto::ring::default_provider()
    }

    /// Gives reqwest a provider for builders that are not ours: without one it panics.
    #[cfg(all(feature = "reqwest", not(feature = "rustls")))]
    pub(in crate::transport) fn provide() {
        if CryptoProvider::get_default().is_none() {
            // It fails where another thread was faster, and then there is one.
            let _ = provider().install_default();
        }
    }
}

#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
pub(super) use self::with_rustls::*;
