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

/// The root of a host, http or https; a slash at its end is left off. Pages link from the root, so a
/// folder below it can't be a site's address.
fn base_url(written: &str) -> Result<String, String> {
    let lower = written.trim_end_matches('/').to_ascii_lowercase();
    let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    match host {
        Some(host)
            if !host.is_empty()
                && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b)) =>
        {
            Ok(lower)
        }
        _ => {
            Err("not the http or https address of a host, such as https://treaties.example"
                .to_owned())
        }
    }
}
