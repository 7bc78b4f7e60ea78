/** What `irc doctor` finds out about the register: its schemas, its files for git and editors, and its templates. */
import type { Machine } from '../context/machine.ts';
import type { Workspace } from '../context.ts';
import type { FileEdit } from '../core/changes/plan.ts';
import { editorFolder, schemaLine, schemaLineStart } from '../core/schemas/editor-schema.ts';
import { type Finding, fileFix, fine, withLines, withoutLines } from '../core/setup/findings.ts';
import { formerRecordAttributes } from '../core/setup/git-drivers.ts';
import { compareCopies, copiesFile, parseCopies, printCopies } from '../core/setup/package-copies.ts';
import { fontFilesOf } from '../formats/paper-style.ts';
import { version } from '../version.ts';
import { count } from '../views/problems.ts';
import { attributeLines, editorFiles, ignoreLine, vscodeFiles } from '../views/workspace-files.ts';
import { assetsOf, findPaperStyle } from './paper-style.ts';
import { findTemplateProblems } from './template-problems.ts';

export async function workspaceFindings(machine: Machine, workspace: Workspace): Promise<Finding[]> {
  const saves = workspace.remarks.map((detail): Finding => ({ check: 'saves', status: 'note', detail }));
  const files = machine.repository === 'there' ? await gitFileFindings(machine, workspace) : [];
  return [
    ...saves,
    recordsFinding(workspace),
    ...schemaFindings(workspace),
    editorFinding(workspace),
    ...files,
    lineEndsFinding(workspace),
    await fontsFinding(workspace),
    await templatesFinding(workspace),
  ];
}

function recordsFinding(workspace: Workspace): Finding {
  const check = 'records';
  const [first] = workspace.problems;
  if (first === undefined) return fine(check, count(workspace.register.records.length, 'record'));
  const detail = `${count(workspace.problems.length, 'file')} cannot be read as records, such as ${first.file}`;
  return { check, status: 'fault', detail, remedy: 'irc validate' };
}

function schemaFindings(workspace: Workspace): Finding[] {
  const check = 'schemas';
  const [slip] = workspace.schemaProblems();
  if (slip !== undefined) {
    const detail = `a schema has a slip, ${slip.file}:${slip.line}: ${slip.message}`;
    return [{ check, status: 'fault', detail, remedy: 'irc validate' }];
  }
  const text = workspace.readText(copiesFile);
  const copies = text === undefined ? undefined : parseCopies(text);
  if (copies === undefined) {
    if (text === undefined) {
      const isOwn = workspace.kinds.kinds.some((kind) => 'sha256' in workspace.lookAt(kind.schemaFile));
      return [fine(check, isOwn ? 'schemas of its own' : `schemas of irc ${version}`)];
    }
    const detail = `${copiesFile} cannot be read, so nobody knows which schemas are old`;
    return [{ check, status: 'fault', detail, remedy: `git checkout HEAD -- ${copiesFile}` }];
  }
  const packaged = workspace.packagedFiles();
  const state = compareCopies(copies, packaged, workspace.lookAt);
  // Schemas fit each other: where one has to be merged by hand, all wait for that.
  const isBlocked = state.both.some((path) => path.startsWith('schemas/'));
  const isTaken = (path: string): boolean => !isBlocked || !path.startsWith('schemas/');
  const taken = new Set([...state.older, ...state.added].filter(isTaken));
  const findings: Finding[] = [];
  if (state.both.length > 0) {
    findings.push({
      check,
      status: 'note',
      detail: `changed here and in irc ${version}: ${some(state.both)}; yours counts`,
      remedy: `compare with those of irc: ${workspace.packageFolder}`,
    });
  }
  if (taken.size === 0) {
    const own = state.own.length === 0 ? '' : `, ${count(state.own.length, 'file')} changed here`;
    return [...findings, fine(check, `schemas of irc ${copies.version}${own}`)];
  }
  const decoder = new TextDecoder();
  const edits = packaged
    .filter(({ path }) => taken.has(path))
    .map(({ path, bytes }): FileEdit => ({ path, before: workspace.readText(path), after: decoder.decode(bytes) }));
  const current = packaged.map(({ path, sha256 }): [string, string | undefined] => {
    const found = workspace.lookAt(path);
    const isSame = taken.has(path) || ('sha256' in found && found.sha256 === sha256);
    return [path, isSame ? sha256 : copies.files.get(path)];
  });
  const fingerprints = current.flatMap(([path, sha256]): [string, string][] =>
    sha256 === undefined ? [] : [[path, sha256]],
  );
  const next = printCopies({ version, files: new Map(fingerprints) });
  const detail = `${count(taken.size, 'file')} of schemas and templates ${taken.size === 1 ? 'is' : 'are'} of irc ${copies.version} and older than irc ${version}: ${some([...taken])}`;
  const fix = fileFix(`take over ${count(taken.size, 'file')} of irc ${version}`, [
    ...edits,
    { path: copiesFile, before: text, after: next },
  ]);
  return [...findings, { check, status: 'fault', detail, fix }];
}

function editorFinding(workspace: Workspace): Finding {
  const check = 'editors';
  const { kinds, codeLists } = workspace;
  const schemas = editorFiles(kinds, codeLists);
  const isThere = schemas.some(({ path }) => workspace.hasFile(path));
  const settings = isThere ? [] : vscodeFiles(kinds.kinds).filter(({ path }) => !workspace.hasFile(path));
  const edits = [...schemas, ...settings].flatMap(({ path, text }): FileEdit[] => {
    const before = workspace.readText(path);
    return before === text ? [] : [{ path, before, after: text }];
  });
  const unmarked = workspace.register.records.flatMap(({ file, kind }): FileEdit[] => {
    const text = workspace.readText(file);
    if (text === undefined || text.startsWith(schemaLineStart) || /^\uFEFF|\r\n/.test(text)) return [];
    return [{ path: file, before: text, after: `${schemaLine(kind.name, file)}\n${text}` }];
  });
  if (edits.length === 0 && unmarked.length === 0) return fine(check, 'editors know the schemas');
  const all = [...edits, ...unmarked];
  if (!isThere) {
    const detail = `editors do not know the schemas (there is no ${editorFolder})`;
    return { check, status: 'note', detail, fix: fileFix('let editors know the schemas', all) };
  }
  const what = 'make the schemas for editors anew';
  if (edits.length > 0) {
    const detail = `what editors know of the schemas is old: ${some(edits.map(({ path }) => path))}`;
    return { check, status: 'fault', detail, fix: fileFix(what, all) };
  }
  const detail = `${count(unmarked.length, 'record')} ${unmarked.length === 1 ? 'does' : 'do'} not name a schema for editors`;
  return { check, status: 'note', detail, fix: fileFix('name the schemas in records', unmarked) };
}

async function gitFileFindings(machine: Machine, workspace: Workspace): Promise<Finding[]> {
  const [record] = workspace.register.records;
  const path = record?.file ?? 'records/office.yaml';
  const attributes = await machine.attributes(path, ['eol', 'diff', 'merge']);
  const isSet = attributes.get('eol') === 'lf' && ['diff', 'merge'].every((name) => attributes.get(name) === 'irc');
  return [
    isSet ? fine('attributes', 'git knows records') : await attributesFinding(machine, workspace, path),
    await ignoreFinding(machine, workspace, path),
  ];
}

async function attributesFinding(machine: Machine, workspace: Workspace, path: string): Promise<Finding> {
  const check = 'attributes';
  const before = workspace.readText('.gitattributes');
  const after = withLines(withoutLines(before, formerRecordAttributes), attributeLines);
  const converts = (await machine.config('core.autocrlf')) === 'true' ? ', and would give their lines CRLF' : '';
  if (after === before) {
    const detail = `git is told to treat records as other files are${converts}`;
    return { check, status: 'fault', detail, remedy: `see: git check-attr -a ${path}` };
  }
  return {
    check,
    status: 'fault',
    detail: `.gitattributes does not tell git what records are${converts}`,
    fix: fileFix('tell git what records are', [{ path: '.gitattributes', before, after }]),
  };
}

async function ignoreFinding(machine: Machine, workspace: Workspace, path: string): Promise<Finding> {
  const check = 'ignored files';
  if (await machine.isIgnored(path)) {
    return {
      check,
      status: 'fault',
      detail: 'git ignores records, so they cannot be saved',
      remedy: `see: git check-ignore -v ${path}`,
    };
  }
  if (await machine.isIgnored(`${ignoreLine}document.pdf`)) return fine(check, `${ignoreLine} ignored`);
  const before = workspace.readText('.gitignore');
  return {
    check,
    status: 'note',
    detail: `documents in ${ignoreLine} are not ignored by git, and might be committed`,
    fix: fileFix('leave documents out of git', [
      { path: '.gitignore', before, after: withLines(before, [ignoreLine]) },
    ]),
  };
}

function lineEndsFinding(workspace: Workspace): Finding {
  const check = 'line ends';
  const edits = [...workspace.texts].flatMap(([path, text]): FileEdit[] => {
    // As it lies there: what was read as a record is without a byte order mark.
    const before = text.includes('\r\n') ? workspace.readText(path) : undefined;
    return before === undefined ? [] : [{ path, before, after: before.replaceAll('\r\n', '\n') }];
  });
  if (edits.length === 0) return fine(check, 'line ends');
  const detail = `${count(edits.length, 'record')} ${edits.length === 1 ? 'has' : 'have'} CRLF at the ends of lines, such as ${edits[0]?.path ?? ''}`;
  return { check, status: 'fault', detail, fix: fileFix('end lines with LF', edits) };
}

/** The files that every paper needs, as the style that counts here names them. */
async function fontsFinding(workspace: Workspace): Promise<Finding> {
  const check = 'fonts';
  const { style, problems } = await findPaperStyle(workspace);
  if (style === undefined) {
    const [first] = problems;
    const detail = `the style of papers has a slip, ${first?.file}:${first?.line}: ${first?.message}`;
    return { check, status: 'fault', detail, remedy: 'irc validate' };
  }
  const { typesetter } = await import('../formats/pdf.ts');
  const loadAsset = assetsOf(workspace);
  const missing: string[] = [];
  for (const name of [...fontFilesOf(style), typesetter]) {
    try {
      await loadAsset(name);
    } catch {
      missing.push(name);
    }
  }
  if (missing.length === 0) return fine(check, 'fonts');
  const detail = `fonts of irc cannot be read, so no PDF or Word file can be made: ${some(missing)}`;
  return { check, status: 'fault', detail, remedy: 'install irc again' };
}

async function templatesFinding(workspace: Workspace): Promise<Finding> {
  const check = 'templates';
  const { problems } = await findTemplateProblems(workspace);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return fine(check, 'templates');
  const detail = `${count(errors.length, 'slip')} in templates, such as ${first.file}:${first.line}: ${first.message}`;
  return { check, status: 'fault', detail, remedy: 'irc validate' };
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
