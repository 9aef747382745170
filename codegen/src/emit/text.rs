//! Placeholder until the emitter is merged.
use crate::emit::{Context, EmitError, Emitter};
use crate::output::Outputs;
/// A text target.
#[derive(Debug)]
pub struct TextTarget {
    name: String,
}
impl Emitter for TextTarget {
    fn target(&self) -> &str {
        &self.name
    }
    fn description(&self) -> &str {
        ""
    }
    fn emit(&self, _: Context<'_>, _: &mut Outputs) -> Result<(), EmitError> {
        Ok(())
    }
}
