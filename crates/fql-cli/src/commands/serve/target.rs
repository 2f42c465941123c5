//! The file that `--save` names.

use std::fs::{self, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use falcon_sandbox::data::Data;
use tempfile::NamedTempFile;

use crate::failure::Failure;
use crate::output::tell;

/// What a file may be used for that was not there before, less what the user's mask takes away.
const NEW: u32 = 0o666;

/// Where documents are written. That they can be is tried at once, not when there is something to
/// lose.
#[derive(Debug)]
pub(super) struct Target {
    /// As it was given.
    name: String,
    /// The file itself, behind links.
    path: PathBuf,
    permissions: Permissions,
}

impl Target {
    pub(super) fn new(given: &Path) -> Result<Self, Failure> {
        let name = given.display().to_string();
        let target = Self::at(given, name.clone());
        target.map_err(|error| Failure::Save { file: name, error })
    }

    fn at(given: &Path, name: String) -> io::Result<Self> {
        let target = match fs::canonicalize(given) {
            Ok(path) => {
                let there = fs::metadata(&path)?;
                if !there.is_file() {
                    return Err(io::Error::other("it is no file"));
                }
                Self {
                    name,
                    path,
                    permissions: there.permissions(),
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self {
                name,
                path: given.to_owned(),
                permissions: Permissions::from_mode(NEW),
            },
            Err(error) => return Err(error),
        };
        // Is dropped, and so is gone, at once.
        target.beside().map(|_| target)
    }

    /// A new file in the same folder.
    fn beside(&self) -> io::Result<NamedTempFile> {
        let folder = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        tempfile::Builder::new()
            .permissions(self.permissions.clone())
            .tempfile_in(folder)
            // The name of the new file would tell nothing.
            .map_err(|error| io::Error::from(error.kind()))
    }

    /// Writes beside the file first, so that it is whole or as it was.
    pub(super) fn save(self, data: &Data) -> Result<(), Failure> {
        let written = || -> io::Result<()> {
            let mut file = self.beside()?;
            let mut out = BufWriter::new(&mut file);
            data.write_ndjson(&mut out)?;
            out.flush()?;
            drop(out);
            file.persist(&self.path)?;
            Ok(())
        };
        written().map_err(|error| Failure::Save {
            file: self.name.clone(),
            error,
        })?;
        tell(&format!("fql: wrote the documents to {}\n", self.name));
        Ok(())
    }
}
