"""Parses every vocabulary and every concept scheme with rdflib, and checks that they say something.

usage: python vocabulary.py JSON_LD    (the folder json-ld of the artefacts)
"""

import json
import sys
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import OWL, RDF, RDFS, SKOS


def main(folder: Path) -> int:
    paths = sorted(path for path in folder.glob("*/*.jsonld") if path.name != "context.jsonld")
    everything = Graph()
    for path in paths:
        graph = Graph().parse(path, format="json-ld")
        # A profile may add attributes alone, or codes alone.
        if len(graph) == 0 and json.loads(path.read_text())["@graph"]:
            print(f"{path} holds no triples", file=sys.stderr)
            return 1
        everything += graph
    classes = set(everything.subjects(RDF.type, RDFS.Class)) | set(everything.subjects(RDF.type, OWL.Class))
    concepts = set(everything.subjects(RDF.type, SKOS.Concept))
    print(f"{len(paths)} files, {len(everything)} triples, {len(classes)} classes, {len(concepts)} concepts")
    if "profiles" in folder.parts:
        return 0 if len(everything) else 1
    return 0 if classes and concepts else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
