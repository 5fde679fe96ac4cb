//! Is this quotation real? A form for people, and the same as data.

use askama::Template;
use axum::{extract::State, response::Response};
use serde::Serialize;

use super::{
    AppState, again::Again, chrome::Chrome, error::WebError, extract::Params, links, page::answer,
    twin::Twin,
};
use crate::{
    cite::quotation::{
        self, Fate, Found, FoundClause, Outcome, Quotation, QuotationError, SHORTEST, Verification,
        VerifyError,
    },
    search::Sort,
};

#[derive(Template, Serialize)]
#[template(path = "verify.html")]
struct VerifyPage {
    #[serde(skip)]
    chrome: Chrome,
    /// The quotation as it was given.
    quote: String,
    /// What became of it, where one was given.
    #[serde(flatten)]
    verification: Option<Verification>,
}

impl VerifyPage {
    fn shortest() -> usize {
        SHORTEST
    }

    /// The finding in one line.
    fn headline(v: &Verification) -> &'static str {
        let first = v.matches.first();
        match v.result {
            Outcome::Exact if first.is_some_and(Found::is_superseded) => {
                "Yes, but the source has changed since"
            }
            Outcome::Exact => "Yes, these exact words are held",
            Outcome::Near if first.is_some_and(Found::only_omits) => "Yes, with words left out",
            Outcome::Near => "Not exactly: the nearest wording differs",
            Outcome::NotFound => "Not found in what Pacta holds",
        }
    }

    /// The page of a clause with the quoted words marked.
    fn marked(clause: &FoundClause) -> String {
        links::quoted(clause.id, clause.around().1)
    }

    /// A search for the quotation's first words.
    fn search(&self) -> String {
        let words: Vec<&str> = self.quote.split_whitespace().take(6).collect();
        links::search(&words.join(" "), Sort::Relevance, None)
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    twin: Twin,
    params: Params,
) -> Result<Response, WebError> {
    let quote = params.get("quote");
    let path = quote.map_or_else(|| "/verify".to_owned(), links::verify);
    let verification = match quote {
        Some(quote) => {
            let quotation = Quotation::parse(quote).map_err(|e| {
                WebError::from(e).again(Again {
                    action: "/verify",
                    name: "quote",
                    label: "Quotation",
                    typed: quote.to_owned(),
                    button: "Check",
                    kept: None,
                })
            })?;
            let site = state.clone();
            let verified = state.look_up(async move {
                let (store, index) = (site.store(), &site.0.index);
                quotation::verify(store, index, &quotation, site.base_url()).await
            });
            Some(verified.await??)
        }
        None => None,
    };
    let title = "Is this quotation real?";
    let title = verification.as_ref().map_or_else(
        || title.to_owned(),
        |verification| format!("{}: {title}", VerifyPage::headline(verification)),
    );
    let page = VerifyPage {
        chrome: Chrome {
            description: "Paste a quotation: Pacta shows where the words stand, or what differs."
                .to_owned(),
            noindex: quote.is_some(),
            ..Chrome::of(title, &path)
        },
        quote: quote.unwrap_or_default().to_owned(),
        verification,
    };
    answer(twin, &page)
}

impl From<QuotationError> for WebError {
    fn from(e: QuotationError) -> Self {
        let detail = match e {
            QuotationError::Short(n) => format!(
                "The quotation has {n} characters. At least {SHORTEST} are needed to tell it from others."
            ),
            QuotationError::Long(n) => format!(
                "The quotation has {n} bytes. At most {} are compared: check it in parts.",
                quotation::LONGEST
            ),
        };
        Self::bad_request("quote", detail)
    }
}

impl From<VerifyError> for WebError {
    fn from(e: VerifyError) -> Self {
        match e {
            VerifyError::Search(e) => e.into(),
            VerifyError::Store(e) => e.into(),
            VerifyError::Compare(e) => Self::internal(e),
        }
    }
}
