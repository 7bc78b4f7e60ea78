/** Schemas and code lists. */
import type { Row } from './row.ts';

export const schemas: readonly Row[] = [
  [
    'codelist-invalid',
    'A code list cannot be used.',
    'Its items need a code and an English label each.',
    'Mend the file of the list.',
  ],
  [
    'schema-weakened',
    'A change of the schemas, code lists or clauses lets a record pass that was refused before.',
    'Who changes a record and its schema in one go decides alone what is right.',
    'Look at the change of the schema. If it is meant, take it in; if not, ask for it to be taken out, or let the schemas of the base decide: irc validate --changed BASE --schemas base.',
    'warning',
  ],
  [
    'expression-too-slow',
    'An expression takes more work than it may, and was stopped.',
    'Schemas may be a stranger’s, and loops within each other can go on for ever: an expression may take 20 million steps for one record, and all expressions of a run 1,000 million.',
    'Write the expression so that it goes through each list once.',
  ],
  [
    'schema-too-large',
    'A schema describes more than a record can hold.',
    'A definition that needs itself has no end, and two that double each other grow beyond any computer.',
    'Write a record of its own for what stands within itself, and name it by its id.',
  ],
  [
    'schema-invalid',
    'A schema has a slip.',
    'What it meant to ask of records is not asked, so the kind is read but not written.',
    'Mend the schema at the place named; docs/schemas.md explains every word.',
  ],
  [
    'schema-expression',
    'An expression of a schema cannot be read or fails.',
    'The rule that it states is not checked.',
    'Mend it at the place named; docs/expressions.md lists what there is.',
  ],
  [
    'no-office-kind',
    'The schemas in this folder have no kind for the own house.',
    'A register begins with what it knows of its house: names, seat and posts.',
    'Mark one schema with "singleton": "office", or move schemas/ away and let irc bring its own.',
  ],
  [
    'schema-unreadable',
    'A schema is no JSON.',
    'Nothing can be checked without it.',
    'Mend the file at the place that is named.',
  ],
];
