//! Finds a page's article, by the rules with which browsers make a page readable.

use std::collections::HashSet;

use dom_smoothie::{Metadata, Readability};

/// The attribute by which an element is known again after the page has been taken apart.
const MARK: &str = "data-pacta-element";

/// A page as those rules see it.
pub(super) struct Page(Readability);

impl Page {
    pub(super) fn of(page: &str) -> Self {
        Self(Readability::from(page))
    }

    /// What the page says of itself.
    pub(super) fn metadata(&self) -> Metadata {
        self.0.get_article_metadata(self.0.parse_json_ld())
    }

    /// The elements of the article, by their place among all elements; `None` where there is none.
    ///
    /// The rules rewrite the page, so elements are numbered before, and those whose numbers come out
    /// again are the article.
    pub(super) fn article(mut self) -> Option<HashSet<usize>> {
        let elements = self.0.doc.root().descendants();
        for (number, element) in elements.iter().filter(|n| n.is_element()).enumerate() {
            element.set_attr(MARK, &number.to_string());
        }
        drop(elements);
        let article = self.0.parse().ok()?;
        Some(numbers(&article.content))
    }
}

fn numbers(content: &str) -> HashSet<usize> {
    content
        .split(MARK)
        .skip(1)
        .filter_map(|rest| rest.strip_prefix("=\"")?.split_once('"')?.0.parse().ok())
        .collect()
}
