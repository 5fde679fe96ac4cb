//! Flags and environment that every command shares, with their defaults.

use std::path::PathBuf;

use clap::Args;

/// Where the data is, which codebook is used, and under which address citations point here.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Folder that holds everything; made where it is absent.
    #[arg(
        long,
        global = true,
        env = "PACTA_DATA_DIR",
        default_value = "./pacta-data",
        value_name = "DIR"
    )]
    pub data_dir: PathBuf,
    /// Folder with countries.tsv, institutions.toml, domains.toml and spelling.tsv instead of the
    /// built-in ones.
    #[arg(long, global = true, env = "PACTA_CODEBOOK", value_name = "DIR")]
    pub codebook: Option<PathBuf>,
    /// Public address of this site, for absolute links in citations.
    #[arg(long, global = true, env = "PACTA_BASE_URL", value_name = "URL", value_parser = base_url)]
    pub base_url: Option<String>,
}

impl Config {
    /// The configuration of a test: this data folder, everything else by default.
    #[must_use]
    pub fn for_tests(data_dir: PathBuf) -> Self {
        Self { data_dir, codebook: None, base_url: None }
    }
}

/// An http or https address without query or fragment; a slash at its end is left off.
fn base_url(written: &str) -> Result<String, String> {
    if !crate::read::is_web_address(written) || written.contains(['?', '#', '"', '<', '>']) {
        return Err("not an http or https address".to_owned());
    }
    Ok(written.trim_end_matches('/').to_owned())
}
