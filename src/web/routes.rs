//! Every URL of the site in one table.

use axum::{
    Router,
    extract::Request,
    middleware::{Next, from_fn},
    response::IntoResponse,
    routing::MethodRouter,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    AppState, api, assets, bibliography, brief,
    cite::TWINS,
    clause, compare,
    describe::{Endpoint, get},
    differences, download,
    entry::entry_of,
    error, home, list, machine, measure, openapi, opensearch, place, reading, search, sitemap,
    sources, texts, treaties, treaty, trying,
    twin::Twin,
    verify, versions,
    vocabulary::{DOMAINS, INSTITUTIONS, PARTIES, list_of},
    years,
};

/// A URL of the site.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct Route {
    /// The path, with names in braces for its parts that vary: `/c/{id}`.
    pub path: &'static str,
    /// A path that answers 200 on the bundled sources, for trying it; `{clause}` stands for any id.
    pub example: &'static str,
    /// The forms that it has as data beside the page.
    pub twins: &'static [Twin],
    /// What it shows.
    pub shows: &'static str,
}

const fn page(path: &'static str, example: &'static str, shows: &'static str) -> Route {
    Route { path, example, twins: &[Twin::Json], shows }
}

/// A page that is a list.
const fn listed(path: &'static str, example: &'static str, shows: &'static str) -> Route {
    Route { path, example, twins: list::TWINS, shows }
}

/// A list that is a SKOS scheme or concept too.
const fn subject(path: &'static str, example: &'static str, shows: &'static str) -> Route {
    const TWINS: &[Twin] = &[Twin::Json, Twin::Csv, Twin::Markdown, Twin::Atom, Twin::JsonLd];
    Route { path, example, twins: TWINS, shows }
}

/// A page whose subject can be cited.
const fn cited(path: &'static str, example: &'static str, shows: &'static str) -> Route {
    Route { path, example, twins: TWINS, shows }
}

const fn plain(path: &'static str, shows: &'static str) -> Route {
    Route { path, example: path, twins: &[], shows }
}

/// Every URL, in the order of the documentation.
pub static ROUTES: &[Route] = &[
    page("/", "/", "the front page (its data is /index.json)"),
    listed("/search", "/search?q=energy", "passages that match a query"),
    subject("/domains", "/domains", "all subjects with their codes (as SKOS in JSON-LD)"),
    subject("/domains/{slug}", "/domains/energy", "one subject’s passages"),
    listed("/parties", "/parties", "all parties"),
    listed("/parties/{slug}", "/parties/iran", "one party’s passages"),
    listed("/institutions", "/institutions", "all institutions"),
    listed("/institutions/{slug}", "/institutions/state-duma", "one institution’s passages"),
    Route {
        path: "/years",
        example: "/years",
        twins: list::TABLES,
        shows: "all years that passages name",
    },
    listed("/years/{slug}", "/years/2025", "the passages with a date in one year"),
    listed("/treaties", "/treaties", "all treaties"),
    Route {
        path: "/treaties/{slug}",
        example: "/treaties/iran-russia-2025",
        twins: &[
            Twin::Json,
            Twin::Csv,
            Twin::Markdown,
            Twin::Atom,
            Twin::Bib,
            Twin::Ris,
            Twin::CslJson,
        ],
        shows: "what sources say of one treaty (as a list: its claims)",
    },
    Route {
        path: "/treaties/{slug}/brief",
        example: "/treaties/iran-russia-2025/brief?domain=energy",
        twins: &[Twin::Json, Twin::Markdown, Twin::Bib, Twin::Ris, Twin::CslJson],
        shows: "one page to print: what sources say of one treaty, on one subject (domain, source, style, limit)",
    },
    listed("/sources", "/sources", "all sources"),
    Route {
        path: "/sources/{slug}",
        example: "/sources/iran-russia-2025",
        twins: &[
            Twin::Json,
            Twin::Csv,
            Twin::Markdown,
            Twin::Bib,
            Twin::Ris,
            Twin::CslJson,
            Twin::AkomaNtoso,
        ],
        shows: "one source, to be read in order (treaty texts also as Akoma Ntoso)",
    },
    listed(
        "/sources/{slug}/versions",
        "/sources/iran-russia-2025/versions",
        "the versions of one source",
    ),
    page(
        "/sources/{slug}/versions/{number}",
        "/sources/iran-russia-2025/versions/1",
        "what one version changed",
    ),
    Route {
        path: "/sources/{slug}/{locator}",
        example: "/sources/iran-russia-2025/p1.s2",
        twins: TWINS,
        shows: "what stands at a place now (redirects to its permanent link)",
    },
    cited("/c/{id}", "/c/{clause}", "one passage: the permanent link to these exact words"),
    cited(
        "/cite",
        "/cite?c={clause}",
        "a bibliography of several passages (c: their ids; style: chicago-notes, apa, oscola or bluebook)",
    ),
    page("/compare", "/compare?c={clause}", "two passages beside each other (c: their ids)"),
    listed("/differences", "/differences", "where sources differ"),
    page("/verify", "/verify?quote=stronger+interbank+ties", "whether a quotation is real"),
    page("/try", "/try", "how Pacta reads a text that you paste (POST: text, type, date)"),
    page("/download", "/download", "all passages and claims, as files"),
    Route {
        path: "/download/{file}",
        example: "/download/claims.csv.gz",
        twins: &[],
        shows: "one of these files, compressed",
    },
    page("/api", "/api", "all of this for programs"),
    page("/api/types/{slug}", "/api/types/clause-page", "what an answer holds, to every depth"),
    plain("/api/openapi.json", "the same as OpenAPI 3.1"),
    page("/help", "/help", "how to search and cite, and these addresses"),
    page("/about", "/about", "what Pacta is"),
    page("/accessibility", "/accessibility", "what is done so that everybody can read it"),
    plain("/feed.atom", "recently added sources, as a feed"),
    plain("/opensearch.xml", "how browsers search here (where the site has a public address)"),
    plain("/robots.txt", "what crawlers may visit"),
    plain("/sitemap.xml", "every page for crawlers (where the site has a public address)"),
    plain(
        "/.well-known/security.txt",
        "where to report a vulnerability (where a contact is named)",
    ),
    plain("/healthz", "whether the process answers"),
    plain("/readyz", "whether searches are answered"),
    plain("/metrics", "counts and times of answers, for monitoring (OpenMetrics)"),
];

/// What answers at an address of the table.
pub(super) fn endpoint(path: &str) -> Option<Endpoint> {
    Some(match path {
        "/" => get(home::show),
        "/search" => get(search::show),
        "/domains" => list_of(&DOMAINS),
        "/domains/{slug}" => entry_of(&DOMAINS),
        "/parties" => list_of(&PARTIES),
        "/parties/{slug}" => entry_of(&PARTIES),
        "/institutions" => list_of(&INSTITUTIONS),
        "/institutions/{slug}" => entry_of(&INSTITUTIONS),
        "/years" => get(years::list),
        "/years/{slug}" => get(years::show),
        "/treaties" => get(treaties::list),
        "/treaties/{slug}" => get(treaty::show),
        "/treaties/{slug}/brief" => get(brief::show),
        "/sources" => get(sources::list),
        "/sources/{slug}" => get(reading::show),
        "/sources/{slug}/versions" => get(versions::list),
        "/sources/{slug}/versions/{number}" => get(versions::show),
        "/sources/{slug}/{locator}" => get(place::show),
        "/c/{id}" => get(clause::show),
        "/cite" => get(bibliography::show),
        "/compare" => get(compare::show),
        "/differences" => get(differences::show),
        "/verify" => get(verify::show),
        "/try" => get(trying::form).post(trying::read),
        "/download" => get(download::page),
        "/download/{file}" => get(download::file),
        "/api" => get(api::page),
        "/api/types/{slug}" => get(api::show),
        "/api/openapi.json" => get(openapi::document),
        "/help" => get(texts::help),
        "/about" => get(texts::about),
        "/accessibility" => get(texts::accessibility),
        "/feed.atom" => get(sources::feed),
        "/opensearch.xml" => get(opensearch::show),
        "/robots.txt" => get(sitemap::robots),
        "/sitemap.xml" => get(sitemap::show),
        "/.well-known/security.txt" => get(machine::security_txt),
        "/healthz" => get(machine::healthz),
        "/readyz" => get(machine::readyz),
        "/metrics" => get(measure::show),
        _ => return None,
    })
}

pub(super) fn router(state: AppState) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        if let Some(endpoint) = endpoint(route.path) {
            router = router.route(route.path, only(route.twins, endpoint.router));
        }
    }
    router
        .merge(assets::router())
        .route_layer(from_fn(measure::note))
        .fallback(error::no_such_page)
        .with_state(state)
}

/// Lets through what asks for the page or for a twin that it has: a handler is never asked for
/// another.
fn only(twins: &'static [Twin], handler: MethodRouter<AppState>) -> MethodRouter<AppState> {
    handler.layer(from_fn(move |twin: Twin, request: Request, next: Next| async move {
        if twin == Twin::Html || twins.contains(&twin) {
            return next.run(request).await;
        }
        error::no_such_twin(twin, request.uri().path()).into_response()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_url_of_the_table_has_its_handler() {
        assert!(ROUTES.iter().all(|r| endpoint(r.path).is_some()));
    }
}
