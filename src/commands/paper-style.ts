/** The look of papers: settings of the workspace's own style.yaml over those of the packaged one. */
import type { Workspace } from '../context.ts';
import { readRecord } from '../core/records/record.ts';
import { isMap, type Place, type Value, type ValueMap, valueAt } from '../core/value.ts';
import { exitCodes, IrcError, type Problem } from '../errors.ts';
import type { LoadAsset } from '../formats/document.ts';
import type { PaperStyle } from '../formats/paper-style.ts';

const name = 'style.yaml';

export interface FoundStyle {
  readonly file: string;
  /** As written, for code frames. */
  readonly text: string;
  readonly problems: readonly Problem[];
  /** Undefined where there are problems. */
  readonly style: PaperStyle | undefined;
}

/** Reads and checks the style. Rejects with `template-missing` where there is none at all. */
export async function findPaperStyle(workspace: Workspace): Promise<FoundStyle> {
  const { templates } = workspace;
  const file = templates.pathOf(name);
  const [own, ...others] = (await templates.readAll(name)).map((text) => readRecord(file, text));
  if (own === undefined)
    throw new IrcError('template-missing', `${file} is not there.`, { exitCode: exitCodes.mendFirst });
  const found = { file, text: own.text, style: undefined };
  if (own.value === undefined) return { ...found, problems: own.problems };
  const { readPaperStyle } = await import('../formats/paper-style-read.ts');
  const values = [own, ...others].map((source) => source.value);
  const read = await readPaperStyle(values.reduceRight<Value>(overlaid, {}), {
    read: (asset) => templates.readBytes(asset),
    fontNames: () => templates.list('fonts'),
  });
  if ('style' in read) return { ...found, problems: own.problems, style: read.style };
  const problems = read.slips.map(
    ({ place, part, message, hint }): Problem => ({
      code: 'style-invalid',
      severity: 'error',
      file,
      ...own.positionOf(present(own.value, place), part),
      path: place.join('.'),
      message,
      hint,
    }),
  );
  return { ...found, problems: [...own.problems, ...problems] };
}

/** The style that papers are made with. Rejects with `style-invalid`, which names file and line. */
export async function paperStyle(workspace: Workspace): Promise<PaperStyle> {
  const { file, style, problems } = await findPaperStyle(workspace);
  if (style !== undefined) return style;
  const [first, ...more] = problems;
  throw new IrcError('style-invalid', `${file}:${first?.line}:${first?.column}: ${first?.message}`, {
    exitCode: exitCodes.mendFirst,
    hint: first?.hint,
    details: more.length === 0 ? [] : [`and ${more.length} more: irc validate`],
    problems,
  });
}

/** Fonts of the office lie in templates/fonts/, those of the program in its assets. */
export function assetsOf(workspace: Workspace): LoadAsset {
  return async (asset) =>
    (asset.startsWith('fonts/') ? await workspace.templates.readBytes(asset) : undefined) ?? workspace.loadAsset(asset);
}

/** A setting that the upper file leaves out keeps its value, but the two files of an emblem go together. */
function overlaid(below: Value, above: Value | undefined): Value {
  if (!isMap(above) || !isMap(below)) return above ?? below;
  const result: ValueMap = { ...below };
  for (const [setting, value] of Object.entries(above)) {
    const lower = below[setting];
    const isWhole = setting === 'emblem' && (!isMap(value) || 'svg' in value || 'png' in value);
    if (!isMap(value) || !isMap(lower)) result[setting] = value;
    else result[setting] = isWhole ? { height: lower.height ?? null, ...value } : { ...lower, ...value };
  }
  return result;
}

/** The place, or where nothing stands there, the group around it. */
function present(value: Value | undefined, place: Place): Place {
  return place.length === 0 || valueAt(value, place) !== undefined ? place : present(value, place.slice(0, -1));
}
