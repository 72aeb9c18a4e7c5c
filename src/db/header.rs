//! The first hundred bytes of the file, read before SQLite may touch it.
//!
//! SQLite repairs and tidies what it opens. A file that is not ours, is newer than this program or was
//! cut off must stay as it is, so it is told by its bytes alone
//! (<https://www.sqlite.org/fileformat2.html#the_database_header>).

use std::{fs::File, io::Read, path::Path};

use super::schema::{SCHEMA_VERSION, SchemaError, newer};

/// Marks a file as Shopbell's own: "Bell" in ASCII.
pub(super) const APPLICATION_ID: i32 = 0x4265_6c6c;

const LENGTH: usize = 100;
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    /// Bytes in a page.
    pub(super) page_size: u64,
    /// Pages that the file has at least, when the log holds none of them.
    pub(super) pages: u64,
    /// Version of the schema.
    pub(super) version: i32,
}

/// Reads the header of a file of ours; `None` when there is no file.
pub(super) fn read(path: &Path) -> Result<Option<Header>, SchemaError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let length = file.metadata()?.len();
    if length == 0 {
        return Err(SchemaError::Damaged("it is empty".to_owned()));
    }
    let mut bytes = [0; LENGTH];
    if file.read_exact(&mut bytes).is_err() {
        return Err(SchemaError::Foreign("it is too short".to_owned()));
    }
    parse(&bytes).map(Some)
}

fn parse(bytes: &[u8; LENGTH]) -> Result<Header, SchemaError> {
    let long = |at: usize| u32::from_be_bytes([0, 1, 2, 3].map(|n| bytes[at + n]));
    let signed = |at: usize| i32::from_be_bytes([0, 1, 2, 3].map(|n| bytes[at + n]));
    let is_sqlite = &bytes[..16] == MAGIC;
    let is_ours = signed(68) == APPLICATION_ID;
    match (is_sqlite, is_ours) {
        (false, false) => return Err(SchemaError::Foreign("it is no SQLite file".to_owned())),
        (true, false) => {
            return Err(SchemaError::Foreign(format!(
                "its application id is {:#010x}",
                signed(68)
            )));
        }
        (false, true) => {
            return Err(SchemaError::Damaged("its first bytes changed".to_owned()));
        }
        (true, true) => {}
    }
    let page_size = match u64::from(u16::from_be_bytes([bytes[16], bytes[17]])) {
        1 => 65_536,
        size => size,
    };
    if page_size < 512 || !page_size.is_power_of_two() {
        return Err(SchemaError::Damaged(format!(
            "it claims pages of {page_size} bytes"
        )));
    }
    Ok(Header {
        page_size,
        // Old programs left the count behind; it is valid when the two counters agree.
        pages: if long(24) == long(92) {
            u64::from(long(28))
        } else {
            1
        },
        version: signed(60),
    })
}

impl Header {
    /// Refuses a file of a newer program.
    pub(super) fn check_version(&self, path: &Path) -> Result<(), SchemaError> {
        if self.version > SCHEMA_VERSION {
            return Err(newer(path, self.version));
        }
        Ok(())
    }

    /// Refuses a file that ends too early. Only to be asked when the log is empty: until it was copied,
    /// the end of the file may lie in there.
    pub(super) fn check_length(&self, path: &Path) -> Result<(), SchemaError> {
        let (found, expected) = (std::fs::metadata(path)?.len(), self.pages * self.page_size);
        if found < expected {
            return Err(SchemaError::Damaged(format!(
                "it is cut off: {found} of {expected} bytes are there"
            )));
        }
        Ok(())
    }
}
