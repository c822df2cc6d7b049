//! The stage of the page "Your own network".

/// Its name.
pub const NAME: &str = "own";

/// Returns the stage. All that changes is filled in by the module of the page.
pub fn stage() -> String {
    String::new()
}
