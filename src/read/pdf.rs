use super::{Extracted, ReadError};
pub(super) fn extract(bytes: &[u8]) -> Result<Extracted, ReadError> { Err(ReadError::NoPdftotext) }
