//! One written date before it is joined with its neighbours: the parts that stand there.

use std::ops::Range;

use super::{calendar::solar_hijri, lexicon::Calendar};
use crate::model::{Edtf, PartialDate};

/// The parts of a date as written, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Point {
    /// The tokens it takes.
    pub(super) tokens: Range<usize>,
    pub(super) year: Option<i16>,
    /// Or a part of the year, as EDTF numbers them.
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) calendar: Calendar,
    pub(super) rule: &'static str,
    /// A bare month that is a date only if the next one lends it a year: "January–March 2025".
    pub(super) weak: bool,
}

impl Point {
    /// Its value, if it has a year and its day exists.
    pub(super) fn value(&self) -> Option<Edtf> {
        match self.calendar {
            Calendar::Gregorian => PartialDate::new(self.year?, self.month, self.day).map(Edtf::On),
            Calendar::SolarHijri => solar_hijri(self.year?, self.month?, self.day),
            Calendar::Lunar => None,
        }
    }

    /// Whether its day can exist in some year.
    pub(super) fn possible(&self) -> bool {
        self.year.is_none() && PartialDate::new(2024, self.month, self.day).is_some()
    }
}
