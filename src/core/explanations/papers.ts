/** Templates, clauses, reports and the style of papers. */
import type { Row } from './row.ts';

export const papers: readonly Row[] = [
  [
    'template-syntax',
    'A template cannot be read.',
    'No document of it can be made.',
    'Mend the line named; docs/templates.md shows how a template is written.',
  ],
  [
    'template-name',
    'A template names what is not there.',
    'The document would stop, or a part of it be left out, on the day someone needs it.',
    'Write a name that the kind has (irc kinds KIND lists the fields).',
  ],
  [
    'template-value',
    'A template uses a value as what it is not: prints a whole group, goes through what is no list, compares a code with what is no code.',
    'The document would stop there, or a condition never hold and a part of an agreement be left out.',
    'Name one value of the group, take a list, or write a code of the list (irc kinds KIND FIELD tells them).',
  ],
  [
    'template-directive',
    'A template has a directive that there is not, or refers to an article that no document of it can have.',
    'The document could not be made.',
    'docs/templates.md lists the directives, and irc clauses the articles.',
  ],
  [
    'template-helper',
    'A template calls a helper that is not there, or with too few or too many values.',
    'The document would stop there.',
    'docs/templates.md lists every helper with an example.',
  ],
  [
    'template-partial',
    'A template takes in a partial that is not there.',
    'The document would stop there.',
    'Write templates/partials/<name>.md.hbs, or correct the name.',
  ],
  [
    'template-unused',
    'A block holds nothing, its condition holds always or never, or no template takes a partial in.',
    'It is left over, or something that should stand in it is lost.',
    'Fill it or remove it.',
    'warning',
  ],
  [
    'clause-invalid',
    'A file of the clause library is no clause, or its front matter has a slip.',
    'The article would be missing from every draft, or its condition not be asked.',
    'Mend it at the place named; docs/clauses.md tells what a clause file holds.',
  ],
  [
    'style-invalid',
    'A setting of templates/style.yaml cannot be used.',
    'Papers would look otherwise than the file says, so none is made.',
    'Mend it at the place named; docs/templates.md lists the settings.',
  ],
  [
    'clause-unknown',
    'A record chooses a clause that the library does not have.',
    'Nobody has words for it, so no draft can be made.',
    'Correct the name (irc clauses lists all); an article of your own begins with own- and brings its text along.',
  ],
  [
    'clause-variant',
    'A record chooses a wording that the clause does not have.',
    'Another wording would be printed without a word, perhaps one that binds.',
    'irc clauses CLAUSE names the wordings.',
  ],
  [
    'clause-own',
    'An article of one agreement has no title, no text, or an id that does not begin with own-.',
    'The beginning own- tells at a glance what is not of the house, and keeps it apart from clauses that the library gets later.',
    'Give it both, under an id such as own-data-sharing.',
  ],
  [
    'clause-mandatory',
    'An article is left out that the house leaves out of no agreement.',
    'It may be right, but someone should have decided it.',
    'Put it back, or go on and tell the legal service why.',
    'warning',
  ],
  [
    'clause-reference',
    'An article refers to an article that this record does not have.',
    'A text that is signed would point nowhere.',
    'Put that article back, or change the words that refer to it.',
  ],
  [
    'clause-language',
    'Own words of an article are missing in a language that the agreement is made in.',
    'English would be printed in the middle of the other text.',
    'Add the words under the code of the language, or take the language out.',
    'warning',
  ],
  [
    'template-unreadable',
    'A template cannot be read.',
    'It is no ordinary file, or its permissions forbid it.',
    'Look at the file.',
  ],
  [
    'template-missing',
    'A template that a schema names is not there.',
    'The document cannot be made.',
    'Put the file there, or correct documents in the schema.',
  ],
  [
    'report-invalid',
    'A report asks what cannot be asked: a kind or a value that is not there, or a word that reports do not have.',
    'Its figures would be wrong, or missing without a word.',
    'Mend the file at the place that is named; docs/reports.md tells what a report may ask.',
  ],
  [
    'report-failed',
    'An expression of a report cannot be worked out on these records.',
    'A figure that is guessed would be worse than none.',
    'Guard the expression, for example with has(…) or .?field.orValue(…); docs/reports.md shows how.',
  ],
  [
    'template-error',
    'A template has a mistake.',
    'A document with a part left out would be worse than none.',
    'Mend it at the line that is named; docs/templates.md tells what it may use.',
  ],
];
