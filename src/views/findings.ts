/** Findings of `irc doctor` for people and as JSON: what is well in a line, then each other one with its remedy. */
import widthOf from 'string-width';
import type { Style } from '../context.ts';
import type { Finding } from '../core/setup/findings.ts';
import { lineSafe } from '../core/terminal-safe.ts';

const widest = 110;

/** One line for all that is well, then one or two for each other finding. */
export function findingsText(findings: readonly Finding[], available: number, style: Style): string {
  const columns = Math.min(available, widest);
  const well = findings.filter(({ status }) => status === 'ok').map(({ detail }) => lineSafe(detail));
  const lines =
    well.length === 0
      ? []
      : wrapped(well, columns - 2).map((line, at) => `${at === 0 ? style.green('✓') : ' '} ${line}`);
  for (const finding of findings) {
    if (finding.status === 'ok') continue;
    const mark = finding.status === 'note' ? style.yellow('!') : style.red('✗');
    const detail = lineSafe(finding.detail);
    const remedy = remedyOf(finding);
    if (remedy === undefined) lines.push(`${mark} ${detail}`);
    else if (widthOf(detail) + widthOf(remedy) + 6 <= columns) {
      lines.push(
        `${mark} ${detail}${' '.repeat(columns - 2 - widthOf(detail) - widthOf(remedy))}${style.cyan(remedy)}`,
      );
    } else lines.push(`${mark} ${detail}`, `  ${style.cyan(remedy)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** How much is left, in a line. */
export function leftText(findings: readonly Finding[]): string {
  const left = findings.filter(({ status }) => status === 'fault');
  const mendable = findings.filter(({ fix }) => fix !== undefined);
  const byItself = mendable.length === 0 ? '' : `irc doctor --fix`;
  if (left.length === 0) {
    if (byItself !== '') return `Nothing must be mended; to tidy up: ${byItself}\n`;
    const isLeft = findings.some(({ status, remedy }) => status === 'note' && remedy !== undefined);
    return isLeft ? 'Nothing is broken; what stands at ! is for you to do.\n' : 'Nothing is to be mended.\n';
  }
  const of = left.filter(({ fix }) => fix !== undefined).length;
  return `${left.length} to mend${of === 0 ? '' : `, ${of} of them by ${byItself}`}\n`;
}

export function findingJson(finding: Finding): object {
  const remedy = remedyOf(finding);
  return {
    check: finding.check,
    status: finding.status,
    detail: finding.detail,
    ...(remedy === undefined ? {} : { remedy }),
    ...(finding.fix === undefined ? {} : { fix: finding.fix.what }),
  };
}

function remedyOf(finding: Finding): string | undefined {
  return finding.fix === undefined ? finding.remedy : 'irc doctor --fix';
}

/** Parts with points between, on as many lines as they need. */
function wrapped(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} · ${part}`) <= width) lines[lines.length - 1] = `${last} · ${part}`;
    else lines.push(part);
  }
  return lines;
}
