//! `extends`: from parent to parent every walk comes to an end, and soon.
//!
//! Whatever is written, [`Resolver::parent_of`] leads upwards a few steps at most. What would lead into a circle, or too far, is
//! reported here and cut off, so that nobody who walks upwards has to count or to remember.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue as rules;
use crate::diagnostic::Diagnostic;
use crate::limits::MAX_ABOVE;
use crate::raw::RawDataObject;
use crate::resolve::Resolver;
use crate::resolve::index::RawKind;
use crate::resolve::objects::Place;

/// What is above a data object.
#[derive(Clone, Copy)]
enum Above {
    /// So many others.
    Some(usize),
    /// A circle, or too many.
    Endless,
}

impl Resolver<'_> {
    /// The data object that another one extends, as it is written.
    pub(super) fn written_parent(&self, place: Place) -> Option<Place> {
        let extends = self.raw_object(place).raw.extends.as_ref()?;
        let raw = self.index.get(&extends.value)?;
        (raw.kind == RawKind::DataObject).then_some((raw.interface, raw.at))
    }

    /// Data objects do not extend each other in a circle, and not in a chain without end.
    pub(super) fn extensions_end(&mut self) {
        let interfaces = self.spec.interfaces.iter().enumerate();
        let places: Vec<Place> = interfaces
            .flat_map(|(interface, files)| (0..files.data_objects.len()).map(move |at| (interface, at)))
            .collect();
        let mut known: BTreeMap<Place, Above> = BTreeMap::new();
        for start in places {
            let mut way = Vec::new();
            let mut on_the_way = BTreeSet::new();
            let mut next = Some(start);
            while let Some(place) = next.filter(|place| !known.contains_key(place)) {
                if !on_the_way.insert(place) {
                    break;
                }
                way.push(place);
                next = self.written_parent(place);
            }
            let mut above = match next {
                None => None,
                Some(place) if on_the_way.contains(&place) => {
                    self.extension_cycle(way.iter().skip_while(|it| **it != place).copied().collect());
                    Some(Above::Endless)
                }
                Some(place) => known.get(&place).copied(),
            };
            for place in way.into_iter().rev() {
                let own = match above {
                    None => Above::Some(0),
                    Some(Above::Some(MAX_ABOVE)) => {
                        self.extension_depth(place);
                        Above::Endless
                    }
                    Some(Above::Some(count)) => Above::Some(count + 1),
                    Some(Above::Endless) => Above::Endless,
                };
                if let Above::Endless = own {
                    self.objects.orphans.insert(place);
                }
                known.insert(place, own);
                above = Some(own);
            }
        }
    }

    /// Reports a circle, at the first of its objects.
    fn extension_cycle(&mut self, mut circle: Vec<Place>) {
        let first = circle.iter().enumerate().min_by_key(|(_, place)| **place).map_or(0, |(at, _)| at);
        circle.rotate_left(first);
        let raws: Vec<&RawDataObject> = circle.iter().map(|place| &self.raw_object(*place).raw).collect();
        let names: Vec<&str> = raws.iter().chain(raws.first()).map(|raw| raw.name.value.as_str()).collect();
        let mut spans = raws.iter().filter_map(|raw| raw.extends.as_ref()).map(|extends| extends.span);
        let Some(first) = spans.next() else { return };
        let mut diagnostic = Diagnostic::new(
            &rules::EXTENSION_CYCLE,
            first,
            format!("data objects extend each other in a circle: {}", names.join(" → ")),
        )
        .help("remove one `extends` of the circle");
        for span in spans {
            diagnostic = diagnostic.related(span, "a part of the circle");
        }
        self.report(diagnostic);
    }

    /// Reports the data object that has one too many above it; those below it are spared.
    fn extension_depth(&mut self, place: Place) {
        let raw = &self.raw_object(place).raw;
        let Some(extends) = &raw.extends else { return };
        let diagnostic = Diagnostic::new(
            &rules::EXTENSION_DEPTH,
            extends.span,
            format!("{} has more than {MAX_ABOVE} data objects above it", raw.name.value),
        )
        .expected(format!("at most {MAX_ABOVE}, each of which the next one extends"))
        .help("extend one that is further up, or hold a data object in an attribute instead");
        self.report(diagnostic);
    }
}
