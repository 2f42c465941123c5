//! Decompression of inputs.

use std::io::{self, BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
/// The size of the longest of these.
const MAX_MAGIC_LEN: usize = ZSTD.len();

/// Returns the decompressed bytes of an input. Gzip and zstd are recognized by their first bytes; any
/// other input is returned unchanged.
pub(crate) fn decompress<'r>(mut reader: impl Read + 'r) -> io::Result<Box<dyn Read + 'r>> {
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
        Some(GZIP) => Box::new(MultiGzDecoder::new(input)),
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
            Err(error) => return Err(invalid(&error)),
        }
        Ok(())
    }

    fn end_frame(&mut self) -> io::Result<()> {
        self.is_in_frame = false;
        match self.decoder.get_checksum_from_data() {
            Some(expected) if self.decoder.get_calculated_checksum() != Some(expected) => {
                Err(invalid(&"wrong checksum"))
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
                    decoded.map_err(|error| invalid(&error))?;
                }
            }
            if buffer.is_empty() || self.source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.start_frame()?;
        }
    }
}

fn invalid(error: &dyn std::fmt::Display) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("invalid zstd data: {error}"),
    )
}
