# The everyday commands. `just` alone lists them.

# List the commands
default:
    @just --list

# Check the standard
check:
    cargo run -q -p dci-codegen -- check

# Generate every artefact
generate:
    cargo run -q -p dci-codegen -- generate

# Pass the tests
test:
    cargo test --workspace

# Accept what the golden files of the tests have become; look at the diff before you commit
bless:
    SNAPSHOTS=overwrite INSTA_UPDATE=always cargo test --workspace

# Format and lint
lint:
    cargo fmt --all
    cargo clippy --workspace --all-targets --all-features -- -D warnings

# Ask the outside judges: npm and PyPI tools
outside:
    tests/outside/run

# Measure: speed of each step, and how the work grows
bench:
    cargo bench -p dci-tests

# Licences and advisories of dependencies (needs cargo-deny)
deny:
    cargo deny check

# Everything that must hold before a change lands
ci:
    .ci/run
