//! Names that sources and treaties went by before they were renamed, in queries.

use super::query::{Field, Node, Query};
use crate::{
    model::Slug,
    store::{Store, StoreError},
};

/// A query with the present names of the sources and treaties that it asks for by former ones: saved
/// searches go on working when something is renamed, and are told what happened.
///
/// # Errors
/// When the store can't be read.
pub async fn by_present_names(store: &dyn Store, query: Query) -> Result<Query, StoreError> {
    let mut renamed: Vec<(Field, String, Slug)> = Vec::new();
    for (field, written) in query.values(&[Field::Source, Field::Treaty]) {
        let Ok(slug) = Slug::from_text(written) else { continue };
        let now = match field {
            Field::Source => store.standing(&slug).await?.map(|s| s.record.source.slug),
            _ => store.treaty_name(&slug).await?,
        };
        if let Some(now) = now.filter(|now| *now != slug) {
            renamed.push((field, written.to_owned(), now));
        }
    }
    let mut query = query.with_terms(&|term| match term {
        Node::Field(field, value) => renamed
            .iter()
            .find(|(of, written, _)| of == field && written == value)
            .map(|(_, _, now)| Node::Field(*field, now.to_string())),
        _ => None,
    });
    for (field, written, now) in renamed {
        query.tell(format!("The {field} “{written}” is called “{now}” now."));
    }
    Ok(query)
}
