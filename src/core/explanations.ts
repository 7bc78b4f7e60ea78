/** What each problem code of the program means: for `irc explain`, and for the list of problems in the manual. */
import type { Severity } from '../errors.ts';

export interface Explanation {
  readonly code: string;
  readonly severity: Severity;
  readonly what: string;
  readonly why: string;
  readonly mend: string;
}

type Row = readonly [code: string, what: string, why: string, mend: string, severity?: Severity];

const rows: readonly Row[] = [
  [
    'file-misplaced',
    'A file lies where no kind of record lies.',
    'The folder tells what a record is; elsewhere nothing reads it.',
    'Move it into the folder of its kind (irc validate lists the folders), or out of records/.',
  ],
  [
    'file-name',
    'The name of a file is not that of a record.',
    'Only names that end in .yaml are read; a file that is silently left out would be taken for saved.',
    'Rename it to <id>.yaml, or move it out of records/.',
  ],
  [
    'file-link',
    'A link stands in place of a record.',
    'A link may lead out of the folder, so none is followed.',
    'Put the record itself there.',
  ],
  [
    'file-unreadable',
    'A file cannot be read.',
    'It is no ordinary file, is too large, or its permissions forbid it.',
    'Look at the file and its permissions.',
  ],
  [
    'file-too-large',
    'A record is larger than 1 MiB or has too long a line.',
    'Such a file would slow every command down, and is nearly always a mistake.',
    'Keep scans and long texts beside the records, and name them in the record.',
  ],
  [
    'file-not-utf8',
    'A file is not written in UTF-8.',
    'Its letters would be guessed, and Amharic would be lost first.',
    'Save it as UTF-8 in your editor.',
  ],
  [
    'file-control-character',
    'A file holds a control character.',
    'Such characters can hide text or command a terminal.',
    'Delete the character at the place that is named.',
  ],
  [
    'file-lfs-pointer',
    'A pointer of Git LFS stands in place of the record.',
    'The record itself was not fetched.',
    'Run git lfs pull, or take the file out of LFS.',
  ],
  [
    'merge-conflict',
    'Marks of an unfinished merge stand in the file.',
    'Both sides are still in it, and neither can be read.',
    'Decide for one side or write both, and delete the lines with <<<<<<<, ======= and >>>>>>>.',
  ],
  [
    'yaml-syntax',
    'The file cannot be read as YAML.',
    'A quotation mark, bracket or indentation is not as YAML wants it.',
    'Look at the place named, and at the line before it.',
  ],
  ['yaml-duplicate-key', 'A field is written twice.', 'Readers differ on which one counts.', 'Keep one of them.'],
  ['yaml-tag', 'A tag such as !secret stands in the file.', 'Tags make readers do more than read.', 'Delete the tag.'],
  [
    'yaml-anchor',
    'An anchor, an alias or a merge key stands in the file.',
    'A reviewer could not see the value where it is used.',
    'Write the value out.',
  ],
  [
    'yaml-directive',
    'A line that begins with % stands before the record.',
    'It changes how the file is read, for example yes into true.',
    'Delete the line.',
  ],
  [
    'yaml-documents',
    'A file holds several documents.',
    'One file is one record; the rest would be lost.',
    'Keep one document, without a line of ---.',
  ],
  [
    'yaml-not-a-map',
    'A file is empty, a list or a single value.',
    'A record is a list of fields with values.',
    'Write field: value, one in a line.',
  ],
  [
    'yaml-key',
    'The name of a field is no plain text.',
    'Such a name cannot be written in a path, and some are used for attacks.',
    'Rename the field.',
  ],
  [
    'yaml-comma',
    'A comma is missing or left over in brackets.',
    'Readers differ on what it means.',
    'Add or delete the comma.',
    'warning',
  ],
  [
    'yaml-too-deep',
    'A record is nested too deeply.',
    'No record needs it, and it can exhaust a machine.',
    'Flatten it.',
  ],
  [
    'yaml-too-many-entries',
    'A record has too many entries.',
    'No record needs it, and it can exhaust a machine.',
    'Split it into several records.',
  ],
  [
    'number-too-large',
    'A number is larger than can be kept exactly.',
    'It would be rounded without a word.',
    'Write it in quotes, as amounts are.',
  ],
  [
    'text-bidi',
    'A text holds marks that turn the direction of writing.',
    'They can show a text in another order than it is read.',
    'Delete the marks, unless the text is Arabic or Hebrew and needs them.',
    'warning',
  ],
  [
    'id-invalid',
    'The name of a file is no valid id.',
    'Ids are used in commands, links and file names of every system.',
    'Rename the file: small letters, digits and dashes, at most 64.',
  ],
  [
    'id-taken',
    'Two records have the same id.',
    'A reference to it could mean either.',
    'Rename one of them, and what refers to it.',
  ],
  [
    'unknown-field',
    'A record has a field that its kind does not know.',
    'It is nearly always a slip of the keys, and what was meant is missing.',
    'Correct the name; the hint lists what there is.',
  ],
  [
    'field-missing',
    'A field that every record of the kind has is missing.',
    'Without it the record cannot be told from others, or not be used.',
    'Add the field.',
  ],
  [
    'field-needed',
    'A field is missing that the state of the record needs.',
    'What is needed grows with the state: a draft needs less than a signed agreement.',
    'Set it with irc set, or strike the step that went too far.',
  ],
  [
    'value-type',
    'A value is of another sort than its field.',
    'A number is not a text, nor a list a single value: comparisons and totals would go wrong.',
    'Write it as the hint says; codes and years stand in quotes.',
  ],
  [
    'value-format',
    'A value is not written as its field wants it.',
    'Dates sort and amounts add up only when all are written alike.',
    'Write it as the example shows.',
  ],
  [
    'value-choice',
    'A value is not one of those possible.',
    'Only known values can be counted and compared.',
    'Choose one of those that the hint lists.',
  ],
  [
    'value-length',
    'A text is empty or too long.',
    'An empty text says nothing, a too long one breaks documents.',
    'Write it, shorten it, or remove the field.',
  ],
  ['value-range', 'A number is out of its range.', 'A scale from 1 to 5 has no 7.', 'Correct the number.'],
  [
    'value-count',
    'A list has too few or too many items.',
    'Some lists make no sense without an item.',
    'Add or remove items.',
  ],
  ['value-duplicate', 'A list holds the same item twice.', 'It would be counted twice.', 'Remove one of them.'],
  [
    'value-taken',
    'Two records hold a value that should be one record’s own.',
    'They may be the same partner or paper, entered twice.',
    'Keep one of the records, or correct the value.',
    'warning',
  ],
  [
    'value-schema',
    'A value does not fit its schema.',
    'The schema says what the field may hold.',
    'Correct the value.',
  ],
  [
    'code-unknown',
    'A code is not in its list.',
    'Unknown codes cannot be counted, and partners’ systems refuse them.',
    'Choose one of the list, or add the code to schemas/codelists with its source.',
  ],
  [
    'code-retired',
    'A code is no longer used.',
    'Its list has replaced it.',
    'Choose the code that took its place.',
    'warning',
  ],
  [
    'codelist-invalid',
    'A code list cannot be used.',
    'Its items need a code and an English label each.',
    'Mend the file of the list.',
  ],
  [
    'reference-missing',
    'A field names a record that is not there.',
    'A reader, a draft or a total would silently leave out what the field points to.',
    'Correct the id, or make the record (irc new KIND).',
  ],
  [
    'reference-kind',
    'A field names a record of another kind than it may.',
    'What is read from there would be missing.',
    'Name a record of the right kind.',
  ],
  [
    'date-order',
    'A date lies before the one it must follow.',
    'One of the two is wrong, and with it all that is worked out from them.',
    'Correct one of the dates.',
  ],
  [
    'history-state',
    'A step names a state that is not there or is never written down.',
    'States such as "expired" follow from dates; a written one would go on standing when the dates change.',
    'Name a state that the hint lists.',
  ],
  [
    'history-step',
    'A step does not follow from the one before.',
    'A step left out hides a decision that someone must have made.',
    'Add the steps between, or strike the wrong one by a later step with voids.',
  ],
  [
    'history-order',
    'The steps are not in the order of their dates.',
    'The last step says where a record stands.',
    'Put them in order, or correct a date.',
  ],
  ['history-future', 'A step is dated in the future.', 'A step says what was done.', 'Record it on its day.'],
  [
    'history-undated',
    'A step has no date.',
    'Reports count steps by their dates.',
    'Add the date; only the first step of a partly known record may lack it.',
  ],
  [
    'history-voids',
    'A step strikes one that is not there.',
    'The wrong step would go on standing.',
    'Name date and state of an earlier step as they are written.',
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
];

/** By code. The codes of rules are the schemas' own. */
export const explanations: ReadonlyMap<string, Explanation> = new Map(
  rows.map(([code, what, why, mend, severity]) => [code, { code, severity: severity ?? 'error', what, why, mend }]),
);
