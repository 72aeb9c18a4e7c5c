//! A certificate in two files that somebody else keeps up to date. They are read again when they change; what cannot
//! be used changes nothing.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use super::{Certificate, CertificateError, read};

/// When a file was last written, and how long it is: other values say that it is another one.
type Stamp = Option<(SystemTime, u64)>;

/// The two files, and how they looked when they were last read.
#[derive(Debug)]
pub struct Files {
    chain: PathBuf,
    key: PathBuf,
    seen: Option<[Stamp; 2]>,
}

impl Files {
    /// The certificate with its chain in one file and its key in another.
    #[must_use]
    pub fn new(chain: &Path, key: &Path) -> Self {
        Self {
            chain: chain.to_owned(),
            key: key.to_owned(),
            seen: None,
        }
    }

    /// The certificate, if the files have changed since they were last asked for, or why it cannot be used. Files
    /// that cannot be used are told of once.
    pub fn changed(&mut self) -> Option<Result<Certificate, CertificateError>> {
        let stamps = [stamp(&self.chain), stamp(&self.key)];
        if self.seen == Some(stamps) {
            return None;
        }
        let read = self.read();
        // One of two that are being written right now is looked at again when the other one is there.
        self.seen = Some(stamps);
        Some(read)
    }

    fn read(&self) -> Result<Certificate, CertificateError> {
        let (chain, key) = (read(&self.chain)?, read(&self.key)?);
        Certificate::read((&self.chain, &chain), (&self.key, &key))
    }
}

fn stamp(path: &Path) -> Stamp {
    let file = fs::metadata(path).ok()?;
    Some((file.modified().ok()?, file.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str) -> (String, String) {
        let made = rcgen::generate_simple_self_signed(vec![name.to_owned()]).unwrap();
        (made.cert.pem(), made.signing_key.serialize_pem())
    }

    #[test]
    fn files_are_read_when_they_change_and_told_of_once_when_they_are_wrong() {
        let folder = tempfile::tempdir().unwrap();
        let (chain, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
        let mut files = Files::new(&chain, &key);
        assert!(matches!(
            files.changed(),
            Some(Err(CertificateError::File(..)))
        ));
        assert!(files.changed().is_none(), "nothing has changed");
        let (one, one_key) = pair("one.example");
        fs::write(&chain, &one).unwrap();
        fs::write(&key, &one_key).unwrap();
        let first = files.changed().unwrap().unwrap();
        assert!(first.is_for("one.example") && !first.is_for("two.example"));
        assert!(files.changed().is_none());
        // The certificate comes before its key does.
        let (two, two_key) = pair("number-two.example");
        fs::write(&chain, &two).unwrap();
        assert!(matches!(
            files.changed(),
            Some(Err(CertificateError::Unusable(_)))
        ));
        fs::write(&key, format!("{two_key}\n")).unwrap();
        assert!(
            files
                .changed()
                .unwrap()
                .unwrap()
                .is_for("number-two.example")
        );
        for (text, expected) in [("", "no certificate"), ("-----BEGIN", "no certificate")] {
            fs::write(&chain, text).unwrap();
            let error = files.changed().unwrap().unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
        fs::write(&chain, &one).unwrap();
        fs::write(&key, "no key").unwrap();
        let error = files.changed().unwrap().unwrap_err().to_string();
        assert!(error.contains("no private key"), "{error}");
    }
}
