//! Which texts another pattern takes.
//!
//! Patterns as the standard has them are regular in the strict sense, so that it can be decided: both become automata, and whoever walks
//! through them side by side meets every text that one takes and the other does not. Where that would take too long, it stays open.

use std::collections::BTreeSet;

use regex_automata::Anchored;
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;

use crate::diff::change::Effect;

/// How large an automaton may become, in bytes.
const MAX_SIZE: usize = 4 << 20;

/// How many pairs of states are looked at.
const MAX_PAIRS: usize = 100_000;

type Dfa = dense::DFA<Vec<u32>>;

/// What another pattern means. Where it cannot be decided, fewer and more.
pub(super) fn effect_of(was: &str, is: &str) -> Effect {
    let (Some(was), Some(is)) = (compiled(was), compiled(is)) else { return Effect::BOTH };
    Effect { narrows: !takes_all(&is, &was), widens: !takes_all(&was, &is) }
}

fn compiled(pattern: &str) -> Option<Dfa> {
    let config = dense::Config::new()
        .start_kind(StartKind::Anchored)
        .dfa_size_limit(Some(MAX_SIZE))
        .determinize_size_limit(Some(MAX_SIZE));
    let nfa = thompson::Config::new().nfa_size_limit(Some(MAX_SIZE));
    dense::Builder::new().configure(config).thompson(nfa).build(pattern).ok()
}

/// Whether it is certain that one automaton takes every text that another one takes.
fn takes_all(outer: &Dfa, inner: &Dfa) -> bool {
    let config = start::Config::new().anchored(Anchored::Yes);
    let (Ok(first), Ok(second)) = (outer.start_state(&config), inner.start_state(&config)) else { return false };
    let mut open = vec![(first, second)];
    let mut seen: BTreeSet<(StateID, StateID)> = open.iter().copied().collect();
    while let Some((outside, inside)) = open.pop() {
        let is_taken = |dfa: &Dfa, state| dfa.is_match_state(dfa.next_eoi_state(state));
        if is_taken(inner, inside) && !is_taken(outer, outside) {
            return false;
        }
        for byte in 0..=u8::MAX {
            let next = (outer.next_state(outside, byte), inner.next_state(inside, byte));
            if !inner.is_dead_state(next.1) && seen.insert(next) {
                open.push(next);
            }
        }
        if seen.len() > MAX_PAIRS {
            return false;
        }
    }
    true
}
