/** The one way in which the YAML of a record is read. */
import { type Document, type DocumentOptions, type ParseOptions, parseDocument, type SchemaOptions } from 'yaml';

/** Duplicate keys are found here: the library compares each with each. */
export const parseOptions: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  intAsBigInt: false,
  logLevel: 'error',
};

/** The tree of a text; undefined where the library fails. */
export function parseYaml(text: string): Document.Parsed | undefined {
  try {
    return parseDocument(text, parseOptions);
  } catch {
    // The limits keep the library from its known failures; one bad file must not end the check of all others.
    return undefined;
  }
}
