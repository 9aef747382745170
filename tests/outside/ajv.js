// Compiles every JSON Schema in ajv's strict mode, and validates the examples that the schemas carry.
//
// usage: node ajv.js FOLDER     (the folder json-schema of the artefacts)
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

const folder = process.argv[2];
const files = fs
  .readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith(".schema.json"))
  .sort();
const schemas = files.map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")));

const ajv = addFormats(new Ajv({ strict: true, allErrors: true }));
ajv.addSchema(schemas);

const failures = [];
let examples = 0;

/** Compiles the schema at an address, and validates the examples that it carries. */
function judge(address, schema, file) {
  let validate;
  try {
    validate = ajv.getSchema(address);
  } catch (error) {
    failures.push(`${file}: ${error.message}`);
    return;
  }
  for (const [at, example] of (schema.examples ?? []).entries()) {
    examples += 1;
    if (!validate(example)) {
      const reasons = ajv.errorsText(validate.errors, { dataVar: "", separator: "\n    " });
      failures.push(`${file}: example ${at} of ${address}\n    ${reasons}`);
    }
  }
}

let definitions = 0;
schemas.forEach((schema, at) => {
  judge(schema.$id, schema, files[at]);
  for (const [name, definition] of Object.entries(schema.$defs ?? {})) {
    definitions += 1;
    judge(`${schema.$id}#/$defs/${name}`, definition, files[at]);
  }
});

console.log(`${schemas.length} schemas with ${definitions} definitions in bundles, ${examples} examples`);
for (const failure of failures) console.error(failure);
process.exit(failures.length === 0 ? 0 : 1);
