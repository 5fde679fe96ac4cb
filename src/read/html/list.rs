//! Numbers of a list's items, which a browser shows though they stand in no text.

use dom_query::NodeRef;

/// A numbered list that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    next: i64,
    step: i64,
    style: char,
}

impl List {
    /// The list that an `ol` opens.
    pub(super) fn of(element: &NodeRef<'_>) -> Self {
        let start = element.attr("start").and_then(|s| s.trim().parse().ok());
        let reversed = element.has_attr("reversed");
        let items = || element.children_it(false).filter(|c| c.has_name("li")).count();
        Self {
            next: start
                .unwrap_or_else(|| if reversed { items().try_into().unwrap_or(1) } else { 1 }),
            step: if reversed { -1 } else { 1 },
            style: element.attr("type").and_then(|t| t.chars().next()).unwrap_or('1'),
        }
    }

    /// The number of the next item, as a browser writes it.
    pub(super) fn number(&mut self, item: &NodeRef<'_>) -> String {
        if let Some(own) = item.attr("value").and_then(|v| v.trim().parse().ok()) {
            self.next = own;
        }
        let number = self.next;
        self.next = self.next.saturating_add(self.step);
        let written = match self.style {
            'a' => letters(number),
            'A' => letters(number).map(|l| l.to_uppercase()),
            'i' => roman(number),
            'I' => roman(number).map(|r| r.to_uppercase()),
            _ => None,
        };
        format!("{}.", written.unwrap_or_else(|| number.to_string()))
    }
}

fn letters(number: i64) -> Option<String> {
    let mut rest = u32::try_from(number).ok().filter(|n| *n > 0)?;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from_u32(u32::from('a') + rest % 26)?);
        rest /= 26;
    }
    Some(letters.iter().rev().collect())
}

fn roman(number: i64) -> Option<String> {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let (mut rest, mut written) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_letters_and_in_roman() {
        assert_eq!(
            [1, 26, 27, 703].map(letters),
            ["a", "z", "aa", "aaa"].map(|l| Some(l.to_owned()))
        );
        assert_eq!([4, 9, 1994].map(roman), ["iv", "ix", "mcmxciv"].map(|r| Some(r.to_owned())));
        assert_eq!((letters(0), roman(4000)), (None, None));
    }
}
