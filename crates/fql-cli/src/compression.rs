//! Decompression of inputs.

use std::error::Error as StdError;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
/// The size of the longest of these.
const MAX_MAGIC_LEN: usize = ZSTD.len();

/// Returns the decompressed bytes of an input. Gzip and zstd are recognized by their first bytes; any
/// other input is returned unchanged.
pub(crate) fn decompress<'r>(
    mut reader: impl Read + Send + 'r,
) -> io::Result<Box<dyn Read + Send + 'r>> {
    let mut head = Vec::new();
    let is_magic = |head: &[u8]| [GZIP, ZSTD].iter().any(|magic| magic.starts_with(head));
    // Reads no further than necessary, because a pipe may have no more bytes yet.
    while head.len() < MAX_MAGIC_LEN && is_magic(&head) {
        let missing = MAX_MAGIC_LEN - head.len();
        if read_some(&mut reader, missing, &mut head)? == 0 {
            break;
        }
    }
    let format = [GZIP, ZSTD]
        .into_iter()
        .find(|magic| head.starts_with(magic));
    let input = io::Cursor::new(head).chain(reader);
    Ok(match format {
        Some(GZIP) => Box::new(GzipReader::new(input)),
        Some(_) => Box::new(ZstdReader::new(input)),
        None => Box::new(input),
    })
}

/// Appends the bytes of one read to `bytes` and returns their number.
pub(crate) fn read_some(
    reader: &mut impl Read,
    max: usize,
    bytes: &mut Vec<u8>,
) -> io::Result<usize> {
    let start = bytes.len();
    bytes.resize(start + max, 0);
    let result = loop {
        match reader.read(&mut bytes[start..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => break result,
        }
    };
    bytes.truncate(start + result.as_ref().copied().unwrap_or(0));
    result
}

/// Decompresses all members of a gzip file and verifies their checksums.
struct GzipReader<R: Read> {
    /// The current member; `None` at the end of the file.
    member: Option<GzDecoder<BufReader<R>>>,
}

impl<R: Read> GzipReader<R> {
    fn new(reader: R) -> Self {
        let source = BufReader::with_capacity(1 << 16, reader);
        Self {
            member: Some(GzDecoder::new(source)),
        }
    }

    /// Starts the next member. Zeros after the last member are padding.
    fn next_member(mut source: BufReader<R>) -> io::Result<Option<GzDecoder<BufReader<R>>>> {
        loop {
            let buffer = source.fill_buf()?;
            let padding = buffer.iter().take_while(|byte| **byte == 0).count();
            match buffer.first() {
                None => return Ok(None),
                Some(0) => source.consume(padding),
                Some(byte) if *byte == GZIP[0] => return Ok(Some(GzDecoder::new(source))),
                Some(_) => return Err(invalid("unexpected bytes after the end of the gzip data")),
            }
        }
    }
}

impl<R: Read> Read for GzipReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(mut member) = self.member.take() {
            let length = member.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                self.member = Some(member);
                return Ok(length);
            }
            self.member = Self::next_member(member.into_inner())?;
        }
        Ok(0)
    }
}

/// Decompresses all frames of a zstd file and verifies their checksums.
struct ZstdReader<R> {
    source: BufReader<R>,
    decoder: FrameDecoder,
    is_in_frame: bool,
}

impl<R: Read> ZstdReader<R> {
    fn new(reader: R) -> Self {
        Self {
            source: BufReader::with_capacity(1 << 16, reader),
            decoder: FrameDecoder::new(),
            is_in_frame: false,
        }
    }

    /// Reads the header of the next frame; a frame without content is skipped.
    fn start_frame(&mut self) -> io::Result<()> {
        match self.decoder.reset(&mut self.source) {
            Ok(()) => self.is_in_frame = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                io::copy(
                    &mut self.source.by_ref().take(length.into()),
                    &mut io::sink(),
                )?;
            }
            Err(error) => return Err(zstd_error(&error)),
        }
        Ok(())
    }

    fn end_frame(&mut self) -> io::Result<()> {
        self.is_in_frame = false;
        match self.decoder.get_checksum_from_data() {
            Some(expected) if self.decoder.get_calculated_checksum() != Some(expected) => {
                Err(invalid("wrong checksum of the zstd data"))
            }
            _ => Ok(()),
        }
    }
}

impl<R: Read> Read for ZstdReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            while self.is_in_frame {
                if self.decoder.can_collect() > 0 {
                    return self.decoder.read(buffer);
                }
                if self.decoder.is_finished() {
                    self.end_frame()?;
                } else {
                    let strategy = BlockDecodingStrategy::UptoBlocks(1);
                    let decoded = self.decoder.decode_blocks(&mut self.source, strategy);
                    decoded.map_err(|error| zstd_error(&error))?;
                }
            }
            if buffer.is_empty() || self.source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.start_frame()?;
        }
    }
}

/// Describes an error of the decoder, whose own messages are about its source code.
fn zstd_error(error: &FrameDecoderError) -> io::Error {
    if let Some(source) = io_source(error) {
        return match source.kind() {
            io::ErrorKind::UnexpectedEof => invalid("unexpected end of the zstd data"),
            kind => io::Error::new(kind, source.to_string()),
        };
    }
    match error {
        FrameDecoderError::DictNotProvided { .. } => {
            invalid("zstd data that needs a dictionary is not supported")
        }
        FrameDecoderError::WindowSizeTooBig { requested, max } => invalid(&format!(
            "the zstd window of {requested} bytes exceeds the maximum of {max}"
        )),
        FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::BadMagicNumber(_)) => {
            invalid("unexpected bytes after the end of the zstd data")
        }
        _ => invalid("damaged zstd data"),
    }
}

/// Returns the error of the input that caused an error.
fn io_source<'e>(error: &'e (dyn StdError + 'static)) -> Option<&'e io::Error> {
    match error.downcast_ref() {
        Some(error) => Some(error),
        None => io_source(error.source()?),
    }
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}
