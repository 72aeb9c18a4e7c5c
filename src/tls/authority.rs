//! The house's own certificate authority: made once, kept in the data folder, trusted by the devices on which somebody
//! has installed its certificate. What it signs is good for names of a local network and nothing else.

use std::{net::IpAddr, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    NameConstraints, PKCS_ECDSA_P256_SHA256, SanType, date_time_ymd,
};
use sha2::{Digest, Sha256};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, pem::PemObject};

use super::{Certificate, CertificateError, place, put, read};
use crate::base::{network::Neighbours, time::Timestamp};

/// The authority with its key.
const AUTHORITY: &str = "authority.pem";

/// What it has signed last, with its key. Kept over a restart, so that a browser in which somebody went past the
/// warning does not warn anew.
const LEAF: &str = "house.pem";

const DAY: std::time::Duration = std::time::Duration::from_secs(86_400);

/// Devices do not learn of a new authority by themselves.
const AUTHORITY_LASTS: u32 = 3_650;

/// Apple takes no certificate of an authority that lasts longer than 825 days and Chrome may come to ask for less than 398,
/// see <https://support.apple.com/103769>. The house is always there to make the next one.
const LEAF_LASTS: u32 = 90;

/// Names end so in local networks, see <https://www.rfc-editor.org/rfc/rfc6762#appendix-G> and
/// <https://www.rfc-editor.org/rfc/rfc8375>. No one can get a public certificate for any of them.
const LOCAL: [&str; 5] = ["local", "localhost", "lan", "internal", "home.arpa"];

/// Blocks of addresses that no one on the public net has: what signs for these alone cannot pretend to be a bank.
const LOCAL_BLOCKS: [(&str, u8); 9] = [
    ("10.0.0.0", 8),
    ("100.64.0.0", 10),
    ("127.0.0.0", 8),
    ("169.254.0.0", 16),
    ("172.16.0.0", 12),
    ("192.168.0.0", 16),
    ("::1", 128),
    ("fc00::", 7),
    ("fe80::", 10),
];

/// The authority of one house.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    der: CertificateDer<'static>,
    name: String,
}

impl Authority {
    /// The authority in this data folder; made when there is none. One that cannot be read is never replaced by
    /// another, since devices trust it.
    pub fn open(data: &Path, now: Timestamp) -> Result<Self, CertificateError> {
        let path = place(data, AUTHORITY)?;
        if !path.exists() {
            let key = KeyPair::generate()?;
            let certificate = params(&key, now)?.self_signed(&key)?;
            put(&path, &(certificate.pem() + &key.serialize_pem()))?;
        }
        let bytes = read(&path)?;
        let key = PrivatePkcs8KeyDer::from_pem_slice(&bytes)
            .ok()
            .and_then(|der| {
                KeyPair::from_pkcs8_der_and_sign_algo(&der, &PKCS_ECDSA_P256_SHA256).ok()
            })
            .ok_or_else(|| CertificateError::NoKey(path.clone()))?;
        let der = CertificateDer::from_pem_slice(&bytes)
            .map_err(|_| CertificateError::NoCertificate(path.clone()))?;
        Ok(Self {
            name: name_of(&key),
            issuer: Issuer::new(params(&key, now)?, key),
            der,
        })
    }

    /// What devices list it as.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its certificate in DER form: what a device installs.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of its certificate, as devices show it: pairs of capital digits with colons between.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(&self.der);
        let pairs: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
        pairs.join(":")
    }

    /// A profile by which iOS and macOS install it, see
    /// <https://developer.apple.com/documentation/devicemanagement/certificateroot>.
    #[must_use]
    pub fn profile(&self) -> String {
        let (name, content) = (&self.name, BASE64_STANDARD.encode(&self.der));
        // The same authority is the same profile: installed twice, it is there once.
        let [inner, outer] = ["payload", "profile"].map(|part| uuid(&self.der, part));
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>shopbell.authority.{outer}</string>
<key>PayloadUUID</key><string>{outer}</string>
<key>PayloadDisplayName</key><string>{name}</string>
<key>PayloadContent</key><array><dict>
<key>PayloadType</key><string>com.apple.security.root</string>
<key>PayloadVersion</key><integer>1</integer>
<key>PayloadIdentifier</key><string>shopbell.authority.{inner}</string>
<key>PayloadUUID</key><string>{inner}</string>
<key>PayloadDisplayName</key><string>{name}</string>
<key>PayloadCertificateFileName</key><string>shopbell.crt</string>
<key>PayloadContent</key><data>{content}</data>
</dict></array>
</dict></plist>
"#
        )
    }

    /// A certificate for these names and addresses, of which those that are not local are left out: the one that was
    /// made last, if it still is one, or a new one.
    pub fn sign(
        &self,
        data: &Path,
        names: &[String],
        now: Timestamp,
    ) -> Result<Certificate, CertificateError> {
        let path = place(data, LEAF)?;
        let names: Vec<&String> = names.iter().filter(|name| is_local(name)).collect();
        if let Ok(last) = Certificate::open(&path)
            && !last.is_due(now)
            && names.iter().all(|name| last.is_for(name))
            && self.has_signed(&last)
        {
            return Ok(last);
        }
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::default();
        params.distinguished_name = called("Shopbell");
        params.subject_alt_names = names
            .iter()
            .map(|name| {
                Ok(match name.parse::<IpAddr>() {
                    Ok(address) => SanType::IpAddress(address),
                    Err(_) => SanType::DnsName(name.as_str().try_into()?),
                })
            })
            .collect::<Result<_, rcgen::Error>>()?;
        lasts(&mut params, now, LEAF_LASTS);
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer)?;
        put(&path, &(certificate.pem() + &key.serialize_pem()))?;
        Certificate::open(&path)
    }

    /// Whether a certificate is one of ours: it names its authority by the words that only ours has.
    fn has_signed(&self, certificate: &Certificate) -> bool {
        let bytes = certificate.key.cert.first().map_or(&[][..], |der| der);
        bytes
            .windows(self.name.len())
            .any(|part| part == self.name.as_bytes())
    }
}

/// The authority's own certificate. Everything in it follows from its key but for its dates, so that a certificate made
/// later names the same authority.
fn params(key: &KeyPair, now: Timestamp) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name = called(&name_of(key));
    lasts(&mut params, now, AUTHORITY_LASTS);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let names = LOCAL.map(|name| GeneralSubtree::DnsName(name.to_owned()));
    let blocks = LOCAL_BLOCKS.map(|(first, length)| {
        let first = first.parse().expect("the blocks are addresses");
        GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(first, length))
    });
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: names.into_iter().chain(blocks).collect(),
        excluded_subtrees: Vec::new(),
    });
    Ok(params)
}

/// Two houses in one network are told apart in a device's list.
fn name_of(key: &KeyPair) -> String {
    let digest = Sha256::digest(key.public_key_raw());
    let four: String = digest
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02X}"))
        .collect();
    format!("Shopbell authority {four}")
}

fn called(name: &str) -> DistinguishedName {
    let mut called = DistinguishedName::new();
    called.push(DnType::CommonName, name);
    called
}

/// From yesterday, because clocks differ.
fn lasts(params: &mut CertificateParams, now: Timestamp, days: u32) {
    let at = |time: Timestamp| {
        let millis = u64::try_from(time.0).unwrap_or(0);
        date_time_ymd(1970, 1, 1) + std::time::Duration::from_secs(millis / 1_000)
    };
    params.not_before = at(now.minus(DAY));
    params.not_after = at(now.plus(DAY * days));
}

/// Whether the authority may sign for this name or address.
#[must_use]
pub fn is_local(name: &str) -> bool {
    if let Ok(address) = name.parse::<IpAddr>() {
        let blocks = LOCAL_BLOCKS.map(|(first, length)| format!("{first}/{length}"));
        return Neighbours::read(&blocks.join(" ")).is_ok_and(|blocks| blocks.have(address));
    }
    LOCAL.iter().any(|end| {
        name.strip_suffix(end)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// A name for a part of a profile that is the same for the same certificate.
fn uuid(der: &[u8], part: &str) -> String {
    let digest = Sha256::new()
        .chain_update(part)
        .chain_update(der)
        .finalize();
    let hex: String = digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02X}"))
        .collect();
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

#[cfg(test)]
mod tests;
