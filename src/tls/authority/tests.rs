use x509_parser::{
    extensions::{GeneralName, ParsedExtension},
    prelude::{FromDer, X509Certificate},
};

use super::*;

const NOW: Timestamp = Timestamp(1_795_000_000_000);

fn names(all: &[&str]) -> Vec<String> {
    all.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_authority_is_made_once_and_for_this_user_alone() {
    let data = tempfile::tempdir().unwrap();
    let first = Authority::open(data.path(), NOW).unwrap();
    let again = Authority::open(data.path(), NOW.plus(DAY * 400)).unwrap();
    assert_eq!(first.fingerprint(), again.fingerprint());
    assert_eq!(first.fingerprint().len(), 95);
    assert!(first.name().starts_with("Shopbell authority "));
    let file = data.path().join("tls/authority.pem");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(
            (mode(&file), mode(&data.path().join("tls"))),
            (0o600, 0o700)
        );
    }
    // Devices trust it: what is damaged is told of and stays where it is.
    std::fs::write(&file, "damaged").unwrap();
    let error = Authority::open(data.path(), NOW).err().unwrap().to_string();
    assert!(error.contains("authority.pem"), "{error}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "damaged");
}

#[test]
fn the_authority_can_sign_for_local_names_alone() {
    let data = tempfile::tempdir().unwrap();
    let authority = Authority::open(data.path(), NOW).unwrap();
    let (_, own) = X509Certificate::from_der(authority.certificate()).unwrap();
    let constraints = own.basic_constraints().unwrap().unwrap();
    assert!(constraints.value.ca && constraints.value.path_len_constraint == Some(0));
    let usage = own.key_usage().unwrap().unwrap().value;
    assert!(usage.key_cert_sign() && !usage.digital_signature());
    let limits = own.name_constraints().unwrap().unwrap();
    assert!(
        limits.critical,
        "who does not understand it must not trust it"
    );
    assert_eq!(
        limits.value.permitted_subtrees.as_ref().unwrap().len(),
        LOCAL.len() + LOCAL_BLOCKS.len()
    );
    for (name, is_so) in [
        ("shopbell.local", true),
        ("local", true),
        ("localhost", true),
        ("pc.home.arpa", true),
        ("192.168.1.7", true),
        ("10.9.8.7", true),
        ("fd00::7", true),
        ("fe80::1", true),
        ("::1", true),
        ("shop.example", false),
        ("evillocal", false),
        ("local.example", false),
        ("93.184.216.34", false),
        ("2606:2800:220:1::1", false),
        ("", false),
    ] {
        assert_eq!(is_local(name), is_so, "{name}");
    }
}

#[test]
fn what_it_signs_keeps_to_what_platforms_demand() {
    let data = tempfile::tempdir().unwrap();
    let authority = Authority::open(data.path(), NOW).unwrap();
    let wanted = names(&[
        "shopbell.local",
        "localhost",
        "192.168.1.7",
        "fd00::7",
        "shop.example",
    ]);
    let made = authority.sign(data.path(), &wanted, NOW).unwrap();
    for name in &wanted[..4] {
        assert!(made.is_for(name), "{name}");
    }
    assert!(!made.is_for("shop.example"), "no name of the public net");
    assert!(!made.is_for("192.168.1.8"));
    let der = made.key.cert[0].to_vec();
    let (_, leaf) = X509Certificate::from_der(&der).unwrap();
    let (_, own) = X509Certificate::from_der(authority.certificate()).unwrap();
    leaf.verify_signature(Some(own.public_key())).unwrap();
    assert_eq!(leaf.issuer(), own.subject());
    let days = (made.holds.1.since(made.holds.0)).as_secs() / 86_400;
    assert!(days <= 398, "{days} days");
    assert!(made.holds.0 < NOW && made.holds_at(NOW), "clocks differ");
    assert!(!leaf.is_ca());
    let purpose = leaf.extended_key_usage().unwrap().unwrap().value;
    assert!(purpose.server_auth && !purpose.client_auth && !purpose.any);
    let alternative = leaf.subject_alternative_name().unwrap().unwrap();
    let kinds = alternative.value.general_names.iter();
    assert_eq!(
        kinds
            .filter(|name| matches!(name, GeneralName::IPAddress(_)))
            .count(),
        2
    );
    assert!(leaf.extensions().iter().any(|one| matches!(
        one.parsed_extension(),
        ParsedExtension::AuthorityKeyIdentifier(_)
    )));
}

#[test]
fn a_certificate_is_kept_until_it_is_due_or_names_change() {
    let data = tempfile::tempdir().unwrap();
    let authority = Authority::open(data.path(), NOW).unwrap();
    let (one, two) = (
        names(&["shopbell.local"]),
        names(&["shopbell.local", "10.0.0.7"]),
    );
    let sign = |names: &[String], now| authority.sign(data.path(), names, now).unwrap();
    let first = sign(&one, NOW);
    assert_eq!(
        sign(&one, NOW.plus(DAY * 50)).holds,
        first.holds,
        "the same over a restart"
    );
    let later = NOW.plus(DAY * 62);
    assert!(
        first.is_due(later) && first.holds_at(later),
        "with a month to spare"
    );
    assert_ne!(sign(&one, later).holds, first.holds);
    let second = sign(&two, later.plus(DAY));
    assert!(second.is_for("10.0.0.7"));
    // A clock that was set back finds one that has not begun.
    assert_ne!(sign(&two, NOW.minus(DAY * 300)).holds, second.holds);
    // Another authority's is not taken for ours.
    std::fs::remove_file(data.path().join("tls/authority.pem")).unwrap();
    let other = Authority::open(data.path(), NOW).unwrap();
    let third = sign(&two, NOW);
    let fourth = other.sign(data.path(), &two, NOW).unwrap();
    assert_ne!(third.key.cert, fourth.key.cert);
}

#[test]
fn a_profile_is_the_same_for_the_same_authority() {
    let data = tempfile::tempdir().unwrap();
    let authority = Authority::open(data.path(), NOW).unwrap();
    let profile = authority.profile();
    assert_eq!(
        profile,
        Authority::open(data.path(), NOW).unwrap().profile()
    );
    assert!(profile.contains(&BASE64_STANDARD.encode(authority.certificate())));
    assert!(profile.contains("com.apple.security.root"));
}
