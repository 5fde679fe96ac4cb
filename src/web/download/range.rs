//! The part of a file that a request asks for (RFC 9110, section 14), so that a download that was broken
//! off goes on where it was.

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// What is sent of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// These bytes: 206.
    Bytes(Range<u64>),
    /// None of it, since it has no such bytes: 416.
    Beyond,
}

impl Part {
    /// Of a file of this tag and size. What is no single range of bytes is left alone, as is a range of a
    /// file that has changed since: the whole file is always a right answer.
    pub(super) fn asked(headers: &HeaderMap, tag: &str, size: u64) -> Self {
        let value = |name| headers.get(name).and_then(|value| value.to_str().ok());
        if value(header::IF_RANGE).is_some_and(|known| known.trim() != tag) {
            return Self::Whole;
        }
        value(header::RANGE).and_then(|written| Self::read(written, size)).unwrap_or(Self::Whole)
    }

    fn read(written: &str, size: u64) -> Option<Self> {
        let (unit, range) = written.trim().split_once('=')?;
        let (first, last) = range.trim().split_once('-')?;
        if !unit.eq_ignore_ascii_case("bytes") {
            return None;
        }
        let (start, end) = match (first, last) {
            ("", last) => (size.saturating_sub(number(last)?), size),
            (first, "") => (number(first)?, size),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                if last < first {
                    return None;
                }
                (first, last.saturating_add(1).min(size))
            }
        };
        Some(if start < end { Self::Bytes(start..end) } else { Self::Beyond })
    }
}

/// Digits and nothing else; more than can be counted is more than any file has.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn asked(range: &str, if_range: Option<&str>) -> Part {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_str(range).unwrap());
        if let Some(known) = if_range {
            headers.insert(header::IF_RANGE, HeaderValue::from_str(known).unwrap());
        }
        Part::asked(&headers, "\"tag\"", 100)
    }

    #[test]
    fn a_range_is_read_as_the_standard_has_it() {
        for (range, part) in [
            ("bytes=0-0", Part::Bytes(0..1)),
            ("bytes=10-19", Part::Bytes(10..20)),
            ("Bytes=90-", Part::Bytes(90..100)),
            ("bytes=90-1000", Part::Bytes(90..100)),
            ("bytes=5-99999999999999999999999", Part::Bytes(5..100)),
            ("bytes=-1", Part::Bytes(99..100)),
            ("bytes=-1000", Part::Bytes(0..100)),
            ("bytes=100-", Part::Beyond),
            ("bytes=100-200", Part::Beyond),
            ("bytes=99999999999999999999999-", Part::Beyond),
            ("bytes=-0", Part::Beyond),
        ] {
            assert_eq!(asked(range, None), part, "{range}");
        }
        for range in [
            "bytes=",
            "bytes=-",
            "bytes=9-1",
            "bytes=a-b",
            "bytes=+1-2",
            "bytes=0-1,5-6",
            "lines=1-2",
            "x",
        ] {
            assert_eq!(asked(range, None), Part::Whole, "{range}");
        }
    }

    #[test]
    fn a_range_of_a_file_that_has_changed_is_left_alone() {
        assert_eq!(asked("bytes=10-", Some("\"tag\"")), Part::Bytes(10..100));
        for other in ["\"other\"", "W/\"tag\"", "Tue, 24 Nov 2026 08:00:00 GMT"] {
            assert_eq!(asked("bytes=10-", Some(other)), Part::Whole, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_sent_lies_within_the_file(range in "[ -~]{0,20}|bytes=[0-9]{0,22}-[0-9]{0,22}", size in 0u64..200) {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, HeaderValue::from_str(&range).unwrap());
            if let Part::Bytes(bytes) = Part::asked(&headers, "\"tag\"", size) {
                prop_assert!(bytes.start < bytes.end && bytes.end <= size);
            }
        }
    }
}
