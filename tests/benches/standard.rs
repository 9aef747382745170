//! The standard of this repository: check, and every target in memory. `cargo bench -p dci-tests --bench standard`.

use criterion::{Criterion, criterion_group, criterion_main};
use dci_codegen::template::Templates;

fn standard(criterion: &mut Criterion) {
    let spec = dci_tests::spec();
    criterion.bench_function("check", |bencher| bencher.iter(|| dci_codegen::check(&spec)));
    let standard = dci_tests::standard();
    let Ok(templates) = Templates::embedded() else { return };
    for emitter in dci_codegen::emit::emitters(&templates) {
        let target = [emitter.target().to_owned()];
        criterion.bench_function(&format!("emit {}", emitter.target()), |bencher| {
            bencher.iter(|| dci_codegen::emit(&standard, &templates, &target));
        });
    }
}

criterion_group!(benches, standard);
criterion_main!(benches);
