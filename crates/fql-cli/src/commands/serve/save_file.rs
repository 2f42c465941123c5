//! The file of `--save`.

use std::fs::{self, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use falcon_sandbox::data::Data;
use tempfile::NamedTempFile;

use crate::error::Error;
use crate::output::print_message;

/// A file that is replaced atomically. Creating this value checks that the file can be written, so
/// that an error shows before there are changes to lose.
#[derive(Debug)]
pub(super) struct SaveFile {
    /// The path as the user gave it.
    name: String,
    /// The path with symbolic links resolved.
    path: PathBuf,
    /// The permissions of an existing file.
    permissions: Option<Permissions>,
}

impl SaveFile {
    pub(super) fn new(path: &Path) -> Result<Self, Error> {
        let name = path.display().to_string();
        Self::open(path, name.clone()).map_err(|error| Error::Write { file: name, error })
    }

    fn open(path: &Path, name: String) -> io::Result<Self> {
        // The metadata come first: a pipe such as `/dev/stdout` has no canonical path.
        let file = match fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => Self {
                name,
                path: fs::canonicalize(path)?,
                permissions: Some(metadata.permissions()),
            },
            Ok(_) => return Err(io::Error::other("not a regular file")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if fs::symlink_metadata(path).is_ok() {
                    return Err(io::Error::other("the target of the link does not exist"));
                }
                Self {
                    name,
                    path: path.to_owned(),
                    permissions: None,
                }
            }
            Err(error) => return Err(error),
        };
        // The temporary file is deleted at once; it only proves that the directory is writable.
        drop(file.create_temporary()?);
        Ok(file)
    }

    /// Creates a temporary file in the same directory.
    fn create_temporary(&self) -> io::Result<NamedTempFile> {
        let directory = match self.path.parent() {
            Some(directory) if !directory.as_os_str().is_empty() => directory,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The umask applies to this mode as to that of any new file.
            let default = Permissions::from_mode(0o666);
            builder.permissions(self.permissions.clone().unwrap_or(default));
        }
        builder
            .tempfile_in(directory)
            // Drops the path of the temporary file, which means nothing to the user.
            .map_err(|error| io::Error::from(error.kind()))
    }

    /// Replaces the file. On an error the previous file is left as it was.
    pub(super) fn save(self, data: &Data) -> Result<(), Error> {
        match self.replace(data) {
            Ok(()) => {
                print_message(&format!("saved the documents to {}", self.name));
                Ok(())
            }
            Err(error) => Err(Error::Write {
                file: self.name,
                error,
            }),
        }
    }

    fn replace(&self, data: &Data) -> io::Result<()> {
        let mut file = self.create_temporary()?;
        let mut out = BufWriter::new(&mut file);
        data.write_ndjson(&mut out)?;
        out.flush()?;
        drop(out);
        file.persist(&self.path)?;
        Ok(())
    }
}
