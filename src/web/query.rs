//! The query of an address, and the fields of a form, as the struct that a handler declares.
//!
//! What comes in: `name=value` pairs, percent-encoded. What goes out: the struct, or the name of the
//! field that can't be read, and why. The same struct describes the parameters in the API's
//! description. Fields that it does not have are left alone: links that are shared elsewhere come back
//! with parameters of others.

use std::{borrow::Cow, fmt::Display};

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, DeserializeSeed, Error as _, IntoDeserializer, MapAccess, Visitor,
        value::SeqDeserializer,
    },
    forward_to_deserialize_any,
};

use super::error::WebError;

/// Fields that say something where they are empty: a search for everything is a search too, and a
/// quotation of no words is too short. Of all others, forms send the empty ones as well, and mean none.
const MAY_BE_EMPTY: [&str; 2] = ["in", "quote"];

/// Fields that take several values in one, parted by commas.
const PARTED: [&str; 3] = ["c", "marks", "source"];

const TWICE: &str = "It is given twice.";

/// Reads pairs as the fields of a struct.
pub(super) fn read<T: DeserializeOwned>(written: &[u8]) -> Result<T, WebError> {
    let pairs = Pairs(form_urlencoded::parse(written).collect());
    T::deserialize(pairs).map_err(|e| WebError::bad_request(&e.field, e.why))
}

/// Why a field can't be read, as a sentence.
#[derive(Debug, thiserror::Error)]
#[error("{field}: {why}")]
struct Refused {
    field: String,
    why: String,
}

impl serde::de::Error for Refused {
    fn custom<T: Display>(why: T) -> Self {
        Self { field: String::new(), why: why.to_string() }
    }
}

/// All pairs, in order.
struct Pairs<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Pairs<'a> {
    fn values(&self, field: &str) -> Vec<Cow<'a, str>> {
        let empty = |value: &str| value.is_empty() && !MAY_BE_EMPTY.contains(&field);
        let pairs = self.0.iter().filter(|(name, value)| name == field && !empty(value));
        pairs.map(|(_, value)| value.clone()).collect()
    }
}

impl<'de> Deserializer<'de> for Pairs<'de> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_struct("", &[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let given = names.iter().map(|name| (*name, self.values(name)));
        let given: Vec<_> = given.filter(|(_, values)| !values.is_empty()).collect();
        visitor.visit_map(Fields { given: given.into_iter(), current: None })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

type Given<'a> = (&'static str, Vec<Cow<'a, str>>);

/// The fields of a struct that were given, one by one.
struct Fields<'a> {
    given: std::vec::IntoIter<Given<'a>>,
    current: Option<Given<'a>>,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Refused> {
        self.current = self.given.next();
        let name = self.current.as_ref().map(|(name, _)| name.into_deserializer());
        name.map(|name| seed.deserialize(name)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        let (field, values) = self.current.take().unwrap_or_default();
        let read = seed.deserialize(Values(values));
        read.map_err(|e| match e.why.as_str() {
            TWICE if PARTED.contains(&field) => Refused {
                why: format!("{TWICE} Part several by commas: {field}=A,B."),
                field: field.to_owned(),
            },
            _ => Refused { field: field.to_owned(), ..e },
        })
    }
}

/// What was given for one field.
struct Values<'a>(Vec<Cow<'a, str>>);

impl<'a> Values<'a> {
    fn one(mut self) -> Result<Cow<'a, str>, Refused> {
        match (self.0.pop(), self.0.is_empty()) {
            (Some(value), true) => Ok(value),
            (Some(_), false) => Err(Refused::custom(TWICE)),
            (None, _) => Ok(Cow::default()),
        }
    }

    fn number(self) -> Result<u64, Refused> {
        let written = self.one()?;
        let number = written.trim().parse();
        number.map_err(|_| Refused::custom("It is not a whole number, or too large."))
    }
}

impl<'de> Deserializer<'de> for Values<'de> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.one()? {
            Cow::Borrowed(value) => visitor.visit_borrowed_str(value),
            Cow::Owned(value) => visitor.visit_string(value),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let too_large = |_| Refused::custom("It is too large.");
        visitor.visit_u32(self.number()?.try_into().map_err(too_large)?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_u64(self.number()?)
    }

    /// A list, however it was sent: `source=a,b` or `source=a&source=b`.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let parts = self.0.iter().flat_map(|value| value.split(','));
        let parts: Vec<_> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
        let parts = parts.into_iter().map(|part| Self(vec![part.to_owned().into()]));
        visitor.visit_seq(SeqDeserializer::new(parts))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let written = self.one()?;
        if !known.contains(&written.trim()) {
            return Err(Refused::custom(format!("It is one of {}.", known.join(", "))));
        }
        visitor.visit_enum(written.trim().into_deserializer())
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Refused> for Values<'de> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
    #[serde(default)]
    struct Asked {
        q: String,
        order: Option<Order>,
        from: Option<u32>,
        r#in: Option<String>,
        source: Vec<String>,
        c: Option<String>,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Order {
        ByDate,
        ByName,
    }

    fn asked(query: &str) -> Result<Asked, String> {
        read(query.as_bytes()).map_err(|e| match e {
            WebError::BadRequest { parameter, detail, .. } => format!("{parameter}: {detail}"),
            other => format!("{other:?}"),
        })
    }

    #[test]
    fn fields_are_read_by_their_types_and_foreign_ones_are_left_alone() {
        let query = "q=a+b&order=by-date&from=7&utm=1&utm=2&source=x%2C+y&source=z";
        let source = ["x", "y", "z"].map(str::to_owned).to_vec();
        let order = Some(Order::ByDate);
        let wanted =
            Asked { q: "a b".to_owned(), order, from: Some(7), source, ..Asked::default() };
        assert_eq!(asked(query), Ok(wanted));
    }

    #[test]
    fn an_empty_field_is_none_but_where_it_says_something() {
        assert_eq!(asked("q=&order=&from=&source="), Ok(Asked::default()));
        assert_eq!(asked("in="), Ok(Asked { r#in: Some(String::new()), ..Asked::default() }));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (query, why) in [
            ("order=newest", "order: It is one of by-date, by-name."),
            ("from=-1", "from: It is not a whole number, or too large."),
            ("from=4294967296", "from: It is too large."),
            ("q=a&q=b", "q: It is given twice."),
            ("c=a&c=b", "c: It is given twice. Part several by commas: c=A,B."),
            ("order=by-date&order=by-date", "order: It is given twice."),
        ] {
            assert_eq!(asked(query), Err(why.to_owned()), "{query}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_into_an_address_is_read_from_it(
            q in ".{0,20}", from in prop::option::of(any::<u32>()), source in prop::collection::vec("[a-z0-9-]{1,9}", 0..4),
        ) {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("q", &q);
            if let Some(from) = from {
                query.append_pair("from", &from.to_string());
            }
            let query = query.append_pair("source", &source.join(",")).finish();
            let wanted = Asked { q, from, source, ..Asked::default() };
            prop_assert_eq!(asked(&query), Ok(wanted));
        }

        #[test]
        fn no_query_makes_it_panic(query in ".{0,60}|[a-z=&,%0-9]{0,60}") {
            let _ = asked(&query);
        }
    }
}
