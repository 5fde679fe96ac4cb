//! `pacta export --format akn`: treaty texts as Akoma Ntoso.

use std::{fs, path::Path};

use super::{CmdError, print, workspace::Workspace};
use crate::{
    cite,
    model::{Slug, SourceType},
};

/// Writes one text to `output` or standard output; without `source`, every text into the folder
/// `output`, as `SLUG.akn.xml`.
pub(super) async fn run(
    work: &Workspace,
    source: Option<&Slug>,
    output: Option<&Path>,
) -> Result<(), CmdError> {
    if let Some(slug) = source {
        let document = document(work, slug).await?;
        return match output {
            Some(file) => write(file, &document),
            None => print(&document),
        };
    }
    let Some(folder) = output else {
        return Err(CmdError::Usage(
            "state one text with --source, or a folder for all of them with --output".to_owned(),
        ));
    };
    fs::create_dir_all(folder).map_err(CmdError::io(format!("making {}", folder.display())))?;
    let mut sources = work.store.sources().await?;
    sources.retain(|record| record.source.r#type == SourceType::Text);
    if sources.is_empty() {
        return Err(CmdError::Refused("no treaty text is held".to_owned()));
    }
    for record in sources {
        let slug = &record.source.slug;
        write(&folder.join(format!("{slug}.akn.xml")), &document(work, slug).await?)?;
    }
    Ok(())
}

async fn document(work: &Workspace, slug: &Slug) -> Result<String, CmdError> {
    let Some(reading) = work.store.reading(slug, 0..u32::MAX).await? else {
        return Err(CmdError::Refused(format!("no source is named '{slug}'")));
    };
    if reading.record.source.r#type != SourceType::Text {
        return Err(CmdError::Refused(format!("'{slug}' is a report, not a treaty text")));
    }
    let divisions = work.store.divisions(slug).await?;
    cite::akoma_ntoso(&reading, &divisions).map_err(CmdError::io("writing Akoma Ntoso"))
}

fn write(file: &Path, document: &str) -> Result<(), CmdError> {
    fs::write(file, document).map_err(CmdError::io(format!("writing {}", file.display())))
}
