//! The sources that come with Pacta, so that a first start has something to show.

use super::{Input, Refusal, inputs::input};
use crate::read::Metadata;

macro_rules! bundled {
    ($stem:literal, $ending:literal) => {
        (
            $stem,
            concat!($stem, $ending),
            include_bytes!(concat!("../../data/sources/", $stem, $ending)).as_slice(),
            include_str!(concat!("../../data/sources/", $stem, ".toml")),
        )
    };
}

/// The bundled sources, the treaty article first.
#[must_use]
pub fn bundled() -> Vec<Result<Input, Refusal>> {
    [bundled!("iran-russia-2025", ".txt"), bundled!("iran-russia-2025-chronology", ".md")]
        .into_iter()
        .map(|(stem, name, bytes, metadata)| {
            let metadata = Metadata::parse(metadata)
                .map_err(|e| Refusal { name: format!("{stem}.toml"), reason: e.to_string() })?;
            input(name.to_owned(), stem, bytes.to_vec(), metadata, &Metadata::default())
        })
        .collect()
}
