#!/usr/bin/env bash
# OpenAPI 3.1 and JSON Schema 2020-12 recommend `oneOf` of `const` with `title` for a list of codes with labels. It may be written without a
# type, with `type: string` beside the `oneOf`, or with a type in every branch: for a validator the three are the same.
#
# Guess: generators make one enumeration of all three, or at least agree on which form they understand.
# Seen:  openapi-generator 7.26.0 (typescript-fetch) and orval 8.38.0 ask for opposite forms. The first makes codes of the list with the
#        type beside the `oneOf` alone: untyped it is an empty interface, typed in the branches any string. The second makes codes of it
#        without that type alone: beside it, any string. No form of `oneOf` gives codes in both.
#        `enum` with `x-enum-varnames` gives codes in both, with the names of the list.
# So:    a publisher who checks with one of the two gives the users of the other free text, and nothing fails.
set -euo pipefail
work="$(mktemp -d)"; trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openapi-generator-cli==7.26.0
npm install --silent --no-audit --no-fund orval@8.38.0 >/dev/null

cat >document.json <<'JSON'
{"openapi": "3.1.0", "info": {"title": "Codes", "version": "1.0.0"},
 "paths": {"/person": {"get": {"operationId": "getPerson", "responses": {"200": {"description": "a person",
   "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Person"}}}}}}}},
 "components": {"schemas": {
   "Untyped": {"oneOf": [{"const": "M", "title": "Male"}, {"const": "F", "title": "Female"}]},
   "Beside": {"type": "string", "oneOf": [{"const": "M", "title": "Male"}, {"const": "F", "title": "Female"}]},
   "Within": {"oneOf": [{"type": "string", "const": "M", "title": "Male"}, {"type": "string", "const": "F", "title": "Female"}]},
   "Listed": {"type": "string", "enum": ["M", "F"], "x-enum-varnames": ["Male", "Female"]},
   "Person": {"type": "object", "properties": {
     "untyped": {"$ref": "#/components/schemas/Untyped"}, "beside": {"$ref": "#/components/schemas/Beside"},
     "within": {"$ref": "#/components/schemas/Within"}, "listed": {"$ref": "#/components/schemas/Listed"}}}}}}
JSON
venv/bin/openapi-generator-cli generate -i document.json -g typescript-fetch -o client >/dev/null 2>&1
npx orval --input document.json --output orval.ts >/dev/null 2>&1

# What the type of a code is: its codes, any string, or nothing at all.
kind() { # FILE NAME
    if grep -q "^export const $2 = {" "$1"; then echo codes
    elif grep -q "^export type $2 = string;" "$1"; then echo "any string"
    elif grep -q "^export interface $2 {" "$1"; then echo "an empty interface"
    else echo "something else"; fi
}
for name in Untyped Beside Within Listed; do
    echo "openapi-generator $name: $(kind "client/models/$name.ts" "$name")"
    echo "orval $name: $(kind orval.ts "$name")"
done | sort | tee seen
diff seen - <<'SEEN'
openapi-generator Beside: codes
openapi-generator Listed: codes
openapi-generator Untyped: an empty interface
openapi-generator Within: any string
orval Beside: any string
orval Listed: codes
orval Untyped: codes
orval Within: codes
SEEN
