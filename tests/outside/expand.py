"""Expands every example of a standard with the emitted JSON-LD contexts, and reports every key that is lost.

usage: python expand.py SPEC JSON_LD    (the folder of the standard, and the folder json-ld of the artefacts)

Nothing is fetched: the published addresses of the contexts lead to the emitted files.
"""

import json
import sys
from pathlib import Path

import yaml
from pyld import jsonld


def contexts(spec: Path, json_ld: Path) -> dict[str, dict]:
    """The emitted contexts by the address under which they are published."""
    standard = yaml.safe_load((spec / "standard.yaml").read_text(encoding="utf-8"))
    found = {}
    for name in standard["interfaces"]:
        interface = yaml.safe_load((spec / name / "interface.yaml").read_text(encoding="utf-8"))
        address = f"{standard['namespaces']['vocabulary']}{name}/{interface['version']}/context.jsonld"
        found[address] = json.loads((json_ld / name / "context.jsonld").read_text(encoding="utf-8"))
    return found


def main(spec: Path, json_ld: Path) -> int:
    published = contexts(spec, json_ld)

    def load(url: str, _options: dict) -> dict:
        if url not in published:
            raise jsonld.JsonLdError(f"{url} is no emitted context", "LoadDocumentError")
        document = published[url]
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}

    jsonld.set_document_loader(load)
    examples = keys = 0
    failures = []
    for path in sorted(spec.glob("*/examples/*.json")):
        payload = json.loads(path.read_text(encoding="utf-8"))
        own = next(address for address in published if f"/{path.parent.parent.name}/" in address)
        dropped: list[str] = []
        try:
            expanded = jsonld.expand({"@context": own} | without_contexts(payload), on_property_dropped=dropped.append)
        except jsonld.JsonLdError as error:
            failures.append(f"{path}: {error}")
            continue
        examples += 1
        keys += sum(1 for _ in members(expanded))
        failures += [f"{path}: {key} is dropped" for key in dropped]
        missing = {key for key in payload if not key.startswith("@")}
        if len([key for node in expanded for key in node if not key.startswith("@")]) != len(missing):
            failures.append(f"{path}: its {len(missing)} keys do not all come back")
    print(f"{examples} examples expand to {keys} properties")
    print("\n".join(failures), file=sys.stderr, end="\n" if failures else "")
    return 1 if failures or examples == 0 else 0


def without_contexts(node):
    """The payload without contexts of its own: those that DCI published before are not ours to judge."""
    if isinstance(node, dict):
        return {key: without_contexts(value) for key, value in node.items() if key != "@context"}
    return [without_contexts(item) for item in node] if isinstance(node, list) else node


def members(node):
    """Every property in an expanded document."""
    if isinstance(node, dict):
        for key, value in node.items():
            if not key.startswith("@"):
                yield key
            yield from members(value)
    elif isinstance(node, list):
        for item in node:
            yield from members(item)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
