// Writes docs/schema/*.schema.json and docs/show-format.md from the shapes of the document: node scripts/run-ts.mjs scripts/write-schema.ts
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeFormat, jsonSchemas } from '../packages/timeline/src/format/index.ts'

/** Contents of the generated files by path from the root of the workspace. */
export function generatedFormatFiles(): Readonly<Record<string, string>> {
  const files: Record<string, string> = { 'docs/show-format.md': describeFormat() }
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    files[`docs/schema/${name}.schema.json`] = `${JSON.stringify(schema, null, 2)}\n`
  }
  return files
}

export function main(): void {
  mkdirSync(join('docs', 'schema'), { recursive: true })
  for (const [path, content] of Object.entries(generatedFormatFiles())) {
    writeFileSync(path, content)
    console.log(`wrote ${path}`)
  }
}
