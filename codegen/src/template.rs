//! Placeholder until the templates are merged.
use crate::emit::{EmitError, text::TextTarget};
use camino::Utf8Path;
/// Templates.
#[derive(Debug, Default)]
pub struct Templates {
    targets: Vec<TextTarget>,
}
impl Templates {
    /// Embedded.
    pub fn embedded() -> Result<Self, EmitError> {
        Ok(Self::default())
    }
    /// Overlay.
    pub fn with_overlay(_: &Utf8Path) -> Result<Self, EmitError> {
        Ok(Self::default())
    }
    /// Text targets.
    pub fn targets(&self) -> &[TextTarget] {
        &self.targets
    }
}
