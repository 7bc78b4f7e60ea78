/** What is wrong with templates, partials and clauses, found without making a document. */
import type { Workspace } from '../context.ts';
import { fieldAt } from '../core/field.ts';
import type { Kind } from '../core/kind.ts';
import { readRecord } from '../core/record.ts';
import { nearest } from '../core/suggest.ts';
import { isMap, type Place, type ValueMap } from '../core/value.ts';
import type { Problem } from '../errors.ts';
import type { TemplateSlip } from '../formats/template-check.ts';

export interface FoundTemplateProblems {
  readonly problems: readonly Problem[];
  /** Text of every file with a problem, by the path that the problem names. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Checks every template that a kind's documents name, the partials they take in, and every clause. */
export async function findTemplateProblems(workspace: Workspace): Promise<FoundTemplateProblems> {
  const { TemplateChecker, partialSource } = await import('../formats/template-check.ts');
  const { helperArity } = await import('../formats/template-helpers.ts');
  const { templateShape } = await import('../views/template-shape.ts');
  const { templates } = workspace;
  const { kinds } = workspace.kinds;
  const partials = await partialTexts(workspace);
  const checker = new TemplateChecker(partials, Object.keys(helperArity));
  const texts = new Map([...partials].map(([name, text]) => [partialSource(name), text]));
  const problems: Problem[] = [];
  const drafting = kinds.filter((kind) =>
    Object.values(kind.annotations.documents ?? {}).some((document) => document.clauses !== undefined),
  );
  const clauseFiles = drafting.length === 0 ? new Map<string, string>() : await clauseTexts(workspace);
  for (const kind of kinds) {
    for (const [name, document] of Object.entries(kind.annotations.documents ?? {})) {
      const source = `${document.template}.md.hbs`;
      const text = await templates.read(source);
      if (text === undefined) {
        problems.push(missingTemplate(kind, name, templates.pathOf(source)));
        continue;
      }
      texts.set(source, text);
      const { copies } = document;
      const shape = templateShape(kinds, kind, typeof copies === 'object' ? copies.of : copies);
      checker.check({ source, text, shape });
      if (document.clauses === undefined) continue;
      for (const [file, clause] of clauseFiles) {
        texts.set(file, clause);
        for (const section of sectionsOf(clause)) checker.check({ source: file, text: section, shape });
      }
    }
  }
  for (const [file, text] of clauseFiles) {
    texts.set(file, text);
    problems.push(...frontMatterProblems(workspace, templates.pathOf(file), text, drafting));
  }
  for (const name of partials.keys()) {
    const source = partialSource(name);
    if (!checker.used.has(name) && templates.isOwn(source))
      problems.push(
        problemAt(templates.pathOf(source), 'template-unused', 'warning', 'No template takes this partial in'),
      );
  }
  const slips = checker.slips.map((slip) => slipProblem(workspace, slip));
  return {
    problems: [...problems, ...slips],
    texts: new Map([...texts].map(([name, text]) => [templates.pathOf(name), text])),
  };
}

async function partialTexts({ templates }: Workspace): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const file of await templates.list('partials')) {
    const text = await templates.read(`partials/${file}`);
    if (text !== undefined && file.endsWith('.md.hbs')) found.set(file.replace(/\.md\.hbs$/, ''), text);
  }
  return found;
}

async function clauseTexts({ templates }: Workspace): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const file of await templates.list('clauses')) {
    const text = file.endsWith('.md') ? await templates.read(`clauses/${file}`) : undefined;
    if (text !== undefined) found.set(`clauses/${file}`, text);
  }
  return found;
}

/** Each wording of a clause, with as many empty lines before it as stand before it in its file. */
function sectionsOf(text: string): string[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (/^# +\S+ +\S+ *\r?$/.test(line) ? [index] : []));
  return starts.map((start, position) => {
    const body = lines.slice(start + 1, starts[position + 1] ?? lines.length);
    return '\n'.repeat(start + 1) + body.join('\n');
  });
}

const frontMatterWords = ['id', 'version', 'order', 'title', 'when', 'mandatory', 'guidance', 'checked', 'choices'];

/** The front matter: unknown words, a condition that cannot be read, fields that no kind has. */
function frontMatterProblems(workspace: Workspace, file: string, text: string, kinds: readonly Kind[]): Problem[] {
  const broken = workspace.register.clauses().broken.get(file.replace(/^.*\/|\.md$/g, ''));
  if (broken !== undefined) {
    const [, line, message] = /^[^:]*:(\d+): (.*)$/s.exec(broken) ?? [undefined, '1', broken];
    return [{ ...problemAt(file, 'clause-invalid', 'error', message ?? broken), line: Number(line) }];
  }
  const front = readRecord(file, /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '');
  const at = (place: Place, code: string, message: string, hint?: string): Problem => {
    const { line, column, length } = front.positionOf(place, 'key');
    const found = { ...problemAt(file, code, 'error', message), line: line + 1, column, length, path: place.join('.') };
    return hint === undefined ? found : { ...found, hint };
  };
  const words: ValueMap = front.value ?? {};
  const unknown = Object.keys(words)
    .filter((word) => !frontMatterWords.includes(word))
    .map((word) => {
      const near = nearest(word, frontMatterWords);
      const hint = near === undefined ? `words: ${frontMatterWords.join(', ')}` : `did you mean ${near}?`;
      return at([word], 'clause-invalid', `A clause has no word "${word}"`, hint);
    });
  const fault = workspace.register.expressions.syntaxError(String(words.when ?? 'true'));
  const condition = fault === undefined ? [] : [at(['when'], 'clause-invalid', `when cannot be read: ${fault}`)];
  const choices = isMap(words.choices) ? Object.keys(words.choices) : [];
  const fields = choices
    .filter((path) => !kinds.some((kind) => fieldAt(kind.root, path.split('.')) !== undefined))
    .map((path) => at(['choices', path], 'clause-invalid', `No kind that has clauses has a field "${path}"`));
  return [...unknown, ...condition, ...fields];
}

function missingTemplate(kind: Kind, document: string, path: string): Problem {
  const place = ['x-irc', 'documents', document, 'template'];
  return {
    ...problemAt(kind.schemaFile, 'template-missing', 'error', `The template ${path} is not there`),
    ...readRecord(kind.schemaFile, kind.schemaText).positionOf(place),
    path: place.join('.'),
    hint: 'write it (docs/templates.md), or name another',
  };
}

function slipProblem(workspace: Workspace, slip: TemplateSlip): Problem {
  const { source, line, column, code, severity, message, hint } = slip;
  const remedy = hint ?? 'docs/templates.md tells what a template may use';
  return { ...problemAt(workspace.templates.pathOf(source), code, severity, message), line, column, hint: remedy };
}

function problemAt(file: string, code: string, severity: Problem['severity'], message: string): Problem {
  return { code, severity, file, line: 1, column: 1, length: 1, path: '', message };
}
