//! The Persian (Solar Hijri) calendar, converted to the Gregorian.
//!
//! Its year begins at the spring equinox. The leap years follow Borkowski's table of breaks, which
//! agrees with the official calendar for the years treaties have: 1206 to 1498 (AD 1827 to 2120).

use jiff::{ToSpan, civil::Date};

use crate::model::{Edtf, PartialDate};

/// Years at which the regular cycle of leap years breaks.
const BREAKS: [i32; 20] = [
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324,
    2394, 2456, 3178,
];

/// The day in March on which the year begins, and the years since the last leap year.
fn new_year(year: i32) -> Option<(i8, i32)> {
    let mut leaps = -14;
    let mut before = BREAKS[0];
    let mut jump = 0;
    for next in &BREAKS[1..] {
        jump = next - before;
        if year < *next {
            break;
        }
        leaps += jump / 33 * 8 + jump % 33 / 4;
        before = *next;
    }
    let n = year - before;
    leaps += n / 33 * 8 + (n % 33 + 3) / 4;
    if jump % 33 == 4 && jump - n == 4 {
        leaps += 1;
    }
    let gregorian = year + 621;
    let gregorian_leaps = gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150;
    let day = i8::try_from(20 + leaps - gregorian_leaps).ok()?;
    let n = if jump - n < 6 { n - jump + (jump + 4) / 33 * 33 } else { n };
    let since = ((n + 1) % 33 - 1) % 4;
    Some((day, if since == -1 { 4 } else { since }))
}

/// The Gregorian date of a day, or the first and last of a month.
pub(super) fn solar_hijri(year: i16, month: i8, day: Option<i8>) -> Option<Edtf> {
    if !(1200..1500).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let (march, since) = new_year(i32::from(year))?;
    let first_day = Date::new(year + 621, 3, march).ok()?;
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        _ => 29 + i8::from(since == 0),
    };
    let before =
        if month <= 7 { 31 * (i32::from(month) - 1) } else { 186 + 30 * (i32::from(month) - 7) };
    let on = |day: i8| {
        let date = first_day.checked_add((before + i32::from(day) - 1).days()).ok()?;
        PartialDate::new(date.year(), Some(date.month()), Some(date.day()))
    };
    match day {
        Some(day) if (1..=length).contains(&day) => on(day).map(Edtf::On),
        Some(_) => None,
        None => Some(Edtf::Between(on(1)?, on(length)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian_dates_are_the_days_that_treaties_print_beside_them() {
        for (year, month, day, gregorian) in [
            (1379, 12, 22, "2001-03-12"),
            (1403, 10, 28, "2025-01-17"),
            (1403, 12, 30, "2025-03-20"),
            (1404, 1, 1, "2025-03-21"),
            (1357, 11, 22, "1979-02-11"),
            (1394, 4, 23, "2015-07-14"),
            (1299, 12, 8, "1921-02-27"),
            (1348, 10, 1, "1969-12-22"),
        ] {
            let read = solar_hijri(year, month, Some(day)).map(|d| d.to_string());
            assert_eq!(read.as_deref(), Some(gregorian), "{year}-{month}-{day}");
        }
        assert_eq!(
            solar_hijri(1403, 10, None).map(|d| d.to_string()).as_deref(),
            Some("2024-12-21/2025-01-19")
        );
        assert_eq!(solar_hijri(1404, 12, Some(30)), None);
        assert_eq!(solar_hijri(1404, 13, None), None);
    }

    #[test]
    fn years_follow_each_other_without_a_gap() {
        for year in 1200..1499 {
            let last = solar_hijri(year, 12, Some(30)).or(solar_hijri(year, 12, Some(29)));
            let Some((Edtf::On(last), Edtf::On(next))) =
                last.zip(solar_hijri(year + 1, 1, Some(1)))
            else {
                panic!("{year}");
            };
            let day = |d: PartialDate| d.to_string().parse::<Date>().unwrap();
            assert_eq!(day(last).tomorrow().unwrap(), day(next), "{year}");
        }
    }
}
