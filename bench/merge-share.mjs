// The share of merges that plain git stops at and irc decides. Two sides each edit a sample record at random places, as
// a person would: another value, a new item of a list. The lines around stay as they are.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isScalar, isSeq, parseDocument, visit } from 'yaml';

/** Counts over so many pairs of sides; the same each time. */
export function mergeShare(root, irc, wanted) {
  const random = randomFrom(7);
  const folder = mkdtempSync(join(tmpdir(), 'irc-merge-'));
  cpSync(join(root, 'records', 'office.yaml'), join(folder, 'records', 'office.yaml'));
  const paths = readdirSync(join(root, 'records'), { recursive: true })
    .filter((path) => path.endsWith('.yaml') && path.includes('/'))
    .sort();
  const counts = { pairs: 0, same: 0, conflicts: 0, decided: 0 };
  while (counts.pairs < wanted) {
    const path = `records/${paths[Math.floor(random() * paths.length)]}`;
    const base = readFileSync(join(root, path), 'utf8');
    const [ours, theirs] = [edited(base, random), edited(base, random)];
    if (ours === undefined || theirs === undefined || ours.text === theirs.text) continue;
    counts.pairs += 1;
    if (ours.places.some((place) => theirs.places.includes(place))) counts.same += 1;
    for (const [name, text] of Object.entries({ base, ours: ours.text, theirs: theirs.text })) {
      writeFileSync(join(folder, name), text);
    }
    const git = spawnSync('git', ['merge-file', '--stdout', 'ours', 'base', 'theirs'], { cwd: folder });
    if (git.status === 0) continue;
    counts.conflicts += 1;
    const merged = spawnSync(process.execPath, [irc, 'merge-driver', 'base', 'ours', 'theirs', path], { cwd: folder });
    if (merged.status === 0) counts.decided += 1;
  }
  rmSync(folder, { recursive: true });
  return counts;
}

/** One to three edits at different places; undefined where the text could no longer be read. */
function edited(text, random) {
  const edits = possibleEdits(text);
  const chosen = new Set();
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) {
    const edit = edits[Math.floor(random() * edits.length)];
    if (edit !== undefined) chosen.add(edit);
  }
  const next = [...chosen]
    .sort((one, other) => other.start - one.start)
    .reduce((at, { start, end, fresh }) => at.slice(0, start) + fresh(random) + at.slice(end), text);
  const places = [...chosen].filter(({ start, end }) => start < end).map(({ start }) => start);
  return parseDocument(next).errors.length === 0 ? { text: next, places } : undefined;
}

/** Every value of one line written anew, and a further item at the end of every list of words. */
function possibleEdits(text) {
  const edits = [];
  visit(parseDocument(text), (key, node) => {
    if (key === 'key' || !node?.range) return;
    const [start, end] = node.range;
    if (isScalar(node) && (node.type === 'PLAIN' || node.type === 'QUOTE_DOUBLE')) {
      const isNumber = typeof node.value === 'number';
      edits.push({ start, end, fresh: isNumber ? (random) => `${Math.floor(random() * 60)}` : freshWords });
    } else if (isSeq(node) && !node.flow && isScalar(node.items.at(-1))) {
      const from = node.items.at(-1).range[0];
      const [line, stop] = [text.lastIndexOf('\n', from) + 1, text.indexOf('\n', from) + 1];
      const indent = /^\s*(?=- )/.exec(text.slice(line, stop))?.[0];
      if (indent !== undefined) {
        edits.push({ start: stop, end: stop, fresh: (random) => `${indent}- ${freshWords(random)}\n` });
      }
    }
  });
  return edits;
}

function freshWords(random) {
  return `"words ${Math.floor(random() * 1e6)}"`;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
