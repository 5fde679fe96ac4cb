//! What handlers tell of themselves: a handler's own arguments and answer are its description.
//!
//! An address that reads `Params<SearchParams>` has just the parameters of that struct, and one that
//! answers `Answer<SearchPage>` gives JSON of just that shape: nothing is written down twice.

use axum::{
    handler::Handler,
    http::{HeaderMap, Uri},
    response::Response,
    routing::{self, MethodRouter},
};
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::{
    AppState,
    error::{self, WebError},
    extract::{ClausePath, Params, SlugPath},
    list::{List, Rows},
    page::{Answer, Elsewhere},
    schema::fields,
    twin::Twin,
};

/// What one method of an address takes and gives.
#[derive(Default)]
pub(super) struct Operation {
    /// The struct that its query is read into.
    pub(super) query: Option<fn() -> Schema>,
    /// The struct that a form sent to it is read into.
    pub(super) form: Option<fn() -> Schema>,
    /// What is serialized for its JSON.
    pub(super) json: Option<fn(&mut SchemaGenerator) -> Schema>,
    /// The columns of its table, without the address of each row: several where what is asked for decides.
    pub(super) columns: &'static [&'static [&'static str]],
    /// Whether it only leads elsewhere.
    pub(super) leads: bool,
    /// Whether a part of its answer can be asked for.
    pub(super) ranges: bool,
}

/// An address: what answers there, and what that takes and gives.
pub(super) struct Endpoint {
    pub(super) router: MethodRouter<AppState>,
    pub(super) get: Operation,
    pub(super) post: Option<Operation>,
}

/// An address that is read.
pub(super) fn get<H, A, D>(handler: H) -> Endpoint
where
    H: Handler<A, AppState> + Described<D>,
    A: 'static,
{
    let router = routing::get(handler).fallback(error::method_not_allowed);
    Endpoint { router, get: H::operation(), post: None }
}

impl Endpoint {
    /// The same address, to which a form can be sent.
    pub(super) fn post<H, A, D>(self, handler: H) -> Self
    where
        H: Handler<A, AppState> + Described<D>,
        A: 'static,
    {
        let router = self.router.post(handler);
        Self { router, post: Some(H::operation()), ..self }
    }
}

/// What a handler has as an argument.
pub(super) trait Takes {
    /// Adds what it reads of a request.
    fn describe(_: &mut Operation) {}
}

impl Takes for axum::extract::State<AppState> {}
impl Takes for Twin {}
impl Takes for Uri {}
// What stands in the path is told by the table of addresses.
impl Takes for SlugPath {}
impl Takes for ClausePath {}
impl<T> Takes for axum::extract::Path<T> {}

impl Takes for HeaderMap {
    // Of a request's headers, a handler reads those that ask for a part.
    fn describe(operation: &mut Operation) {
        operation.ranges = true;
    }
}

impl<Q: JsonSchema> Takes for Params<Q> {
    fn describe(operation: &mut Operation) {
        operation.query = Some(fields::<Q>);
    }
}

/// What a handler answers.
pub(super) trait Gives {
    /// Adds what its JSON is.
    fn describe(_: &mut Operation) {}
}

impl Gives for Response {}
impl Gives for String {}
impl Gives for &'static str {}

impl<P: JsonSchema> Gives for Answer<P> {
    fn describe(operation: &mut Operation) {
        operation.json = Some(SchemaGenerator::subschema_for::<P>);
    }
}

impl<P: List + JsonSchema> Gives for Answer<Rows<P>> {
    fn describe(operation: &mut Operation) {
        operation.json = Some(SchemaGenerator::subschema_for::<P>);
        operation.columns = P::COLUMNS;
    }
}

impl Gives for Answer<Elsewhere> {
    fn describe(operation: &mut Operation) {
        operation.leads = true;
    }
}

impl<G: Gives> Gives for Result<G, WebError> {
    fn describe(operation: &mut Operation) {
        G::describe(operation);
    }
}

/// A handler of which all is known; `D` is the tuple of its arguments.
pub(super) trait Described<D> {
    fn operation() -> Operation;
}

macro_rules! described {
    ($($argument:ident),*) => {
        impl<H, F, R, $($argument),*> Described<($($argument,)*)> for H
        where
            H: Fn($($argument),*) -> F,
            F: Future<Output = R>,
            R: Gives,
            $($argument: Takes,)*
        {
            fn operation() -> Operation {
                let mut operation = Operation::default();
                $($argument::describe(&mut operation);)*
                R::describe(&mut operation);
                operation
            }
        }
    };
}

described!();
described!(A);
described!(A, B);
described!(A, B, C);
described!(A, B, C, D);
described!(A, B, C, D, E);
