import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { editorSchema, schemaLine } from '../../../src/core/schemas/editor-schema.ts';
import { filesBelow } from '../../../src/io/files.ts';
import { loadRecords } from '../../../src/io/records.ts';
import { loadSchemas } from '../../../src/io/schemas.ts';

const files = filesBelow(join(import.meta.dirname, '..', '..', '..'));
const { kinds, codeLists } = await loadSchemas(files);

function schemaOf(name: string): string {
  const kind = kinds.kind(name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return editorSchema(kinds, kind, codeLists);
}

describe('the schema that editors read', () => {
  it('stands alone: no reference to another file, no annotation of ours', () => {
    for (const kind of kinds.kinds) {
      const text = schemaOf(kind.name);
      expect(text).not.toContain('"$ref"');
      expect(text).not.toContain('"x-irc"');
      expect(text.length).toBeLessThan(400_000);
    }
  });

  it('has codes with their labels, also of a list that comes with a package', () => {
    const { properties } = JSON.parse(schemaOf('partner'));
    expect(properties.type.enum).toContain('intergovernmental');
    expect(properties.country.enum).toContain('ZA');
    const at = properties.country.enum.indexOf('ZA');
    expect(properties.country.enumDescriptions[at]).toContain('South Africa');
    expect(properties.names.properties.official.properties.en).toMatchObject({ type: 'string', title: 'English' });
  });

  it('takes other codes where the list is only a part of a public one', () => {
    const partial = kinds.kinds.flatMap(
      (kind) => JSON.stringify(JSON.parse(schemaOf(kind.name))).match(/"anyOf":\[\{"enum"/g) ?? [],
    );
    expect(partial.length).toBeGreaterThan(0);
  });

  it('says of a reference what it names, and of a field what it is needed for', () => {
    const { properties } = JSON.parse(schemaOf('partner'));
    expect(properties.parent).toMatchObject({ type: 'string' });
    expect(properties.parent.description).toMatch(/The id of a record: partner\.$/);
    expect(properties.country.description).toMatch(/Needed for: prospect, active\.$/);
  });

  it('offers the states that a step may record, and none that is worked out', () => {
    const { properties } = JSON.parse(schemaOf('agreement'));
    const states = properties.history.items.properties.to.enum;
    expect(states).toContain('signed');
    expect(states).not.toContain('in_force');
  });

  it('finds no fault in the sample records', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const checks = new Map(kinds.kinds.map((kind) => [kind, ajv.compile(JSON.parse(schemaOf(kind.name)))]));
    for (const { kind, value, file } of loadRecords(files, kinds).records) {
      const check = checks.get(kind);
      if (check === undefined) throw new Error(`no check of ${kind.name}`);
      expect([file, check(JSON.parse(JSON.stringify(value))) ? [] : check.errors]).toEqual([file, []]);
    }
  });

  it('is the same byte for byte each time', () => {
    for (const kind of kinds.kinds) expect(schemaOf(kind.name)).toBe(schemaOf(kind.name));
  });

  it('is named in the first line of a record, from where the record lies', () => {
    expect(schemaLine('partner', 'records/partners/za.yaml')).toBe(
      '# yaml-language-server: $schema=../../.irc/editor/partner.schema.json',
    );
    expect(schemaLine('office', 'records/office.yaml')).toBe(
      '# yaml-language-server: $schema=../.irc/editor/office.schema.json',
    );
  });
});
