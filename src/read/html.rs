use super::{Extracted, ReadError, decode::Decoded, plain};
pub(super) fn extract(decoded: Decoded) -> Result<Extracted, ReadError> { Ok(plain::extract(decoded)) }
