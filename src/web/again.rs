//! The form that an error page shows where what was typed could not be read: nobody types it twice.

/// A form with one field, filled with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Again {
    /// Where it leads.
    pub(super) action: &'static str,
    /// The field's name and its label.
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    /// What was typed.
    pub(super) typed: String,
    /// What the button does.
    pub(super) button: &'static str,
    /// What else the address said, by its name.
    pub(super) kept: Option<(&'static str, String)>,
}
