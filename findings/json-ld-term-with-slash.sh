#!/usr/bin/env bash
# A code list as the scoped context of a property ("@type": "@vocab") is how a plain code becomes an IRI in JSON-LD 1.1.
# One code with a slash in it, such as "N/A", is a term that looks like a relative IRI.
#
# Guess: the code works like the others, or at worst that code alone fails to resolve.
# Seen:  pyld 3.3.0 and jsonld.js 9.0.0 refuse every document of that context with `invalid scoped context`, also those that
#        use another code only. rdflib 7.6.0 reads all of them and resolves both codes.
# Why:   the context processing algorithm demands that a term with a colon or slash inside, expanded as an IRI, is the IRI that it is
#        mapped to; scoped contexts are validated when the term is defined, not when it is used. rdflib skips the check.
# So:    a publisher who tests with rdflib alone ships a context that no other processor loads because of one code.
set -euo pipefail
work="$(mktemp -d)"; trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyld==3.3.0 rdflib==7.6.0
npm install --silent --no-audit --no-fund jsonld@9.0.0 >/dev/null

cat >documents.json <<'JSON'
{"plain": {"A": "https://example.org/codes/A"},
 "slash": {"A": "https://example.org/codes/A", "N/A": "https://example.org/codes/N%2FA"}}
JSON
cat >python.py <<'PY'
import json, logging
import rdflib
from pyld import jsonld
logging.disable(logging.CRITICAL)
def document(codes, code):
    status = {"@id": "https://example.org/status", "@type": "@vocab", "@context": codes}
    return {"@context": {"status": status}, "@id": "https://example.org/x", "status": code}
for name, codes in json.load(open("documents.json")).items():
    for code in codes:
        try:
            value = jsonld.expand(document(codes, code))[0]["https://example.org/status"][0]["@id"]
        except jsonld.JsonLdError as error:
            value = error.code
        print("pyld", name, code, value)
        graph = rdflib.Graph().parse(data=json.dumps(document(codes, code)), format="json-ld")
        print("rdflib", name, code, *graph.objects())
PY
cat >node.js <<'JS'
const jsonld = require("jsonld");
const sets = require("./documents.json");
(async () => {
  for (const [name, codes] of Object.entries(sets)) for (const code of Object.keys(codes)) {
    const status = {"@id": "https://example.org/status", "@type": "@vocab", "@context": codes};
    const value = await jsonld.expand({"@context": {status}, "@id": "https://example.org/x", status: code})
      .then(found => found[0]["https://example.org/status"][0]["@id"], error => error.details.code);
    console.log("jsonld.js", name, code, value);
  }
})();
JS
{ venv/bin/python python.py; node node.js; } | sort | tee seen
diff seen - <<'SEEN'
jsonld.js plain A https://example.org/codes/A
jsonld.js slash A invalid scoped context
jsonld.js slash N/A invalid scoped context
pyld plain A https://example.org/codes/A
pyld slash A invalid scoped context
pyld slash N/A invalid scoped context
rdflib plain A https://example.org/codes/A
rdflib slash A https://example.org/codes/A
rdflib slash N/A https://example.org/codes/N%2FA
SEEN
