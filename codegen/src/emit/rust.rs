//! Placeholder until the emitter is merged.
use crate::emit::{Context, EmitError, Emitter};
use crate::output::Outputs;
/// The target.
#[derive(Debug)]
pub struct Rust;
impl Emitter for Rust {
    fn target(&self) -> &str {
        "rust"
    }
    fn description(&self) -> &str {
        ""
    }
    fn emit(&self, _: Context<'_>, _: &mut Outputs) -> Result<(), EmitError> {
        Ok(())
    }
}
