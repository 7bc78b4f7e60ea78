import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Clause, parseClause } from '../../src/core/register/clauses.ts';

const folder = 'templates/clauses';
const files = readdirSync(folder);

function clauseOf(file: string): Clause {
  const clause = parseClause(file, readFileSync(`${folder}/${file}`, 'utf8'));
  if ('problem' in clause) throw new Error(clause.problem);
  return clause;
}

/** Advice for the drafter by field and code. */
type Choices = Readonly<Record<string, Readonly<Record<string, string>>>>;

function choicesOf(file: string): Choices {
  const front = parse(readFileSync(`${folder}/${file}`, 'utf8').split(/^---$/m)[1] ?? '') as { choices?: Choices };
  return front.choices ?? {};
}

interface Property {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly items?: Property;
  readonly 'x-irc'?: { readonly codelist?: string };
}

/** The codes that a field of agreements may hold; none where it has no code list. */
function codesOf(field: string): string[] {
  const schema = parse(readFileSync('schemas/agreement.schema.json', 'utf8')) as Property;
  const found = field.split('.').reduce<Property | undefined>((at, name) => at?.properties?.[name], schema);
  const list = found?.['x-irc']?.codelist ?? found?.items?.['x-irc']?.codelist;
  if (list === undefined) return [];
  const { items } = parse(readFileSync(`schemas/codelists/${list}.yaml`, 'utf8')) as { items: { code: string }[] };
  return items.map((item) => item.code);
}

/** The comparisons with a code that choose the words: `entry.mode "on_signature"`. */
function comparisons(text: string | undefined): string[] {
  const found = [...(text ?? '').matchAll(/\(eq ([a-z_.]+ "[a-z_]+")\)/g)].map((match) => match[1] ?? '');
  return [...new Set(found)].sort();
}

/** What is printed in any case or in one of them: without the names and helpers of the template. */
function wordsOf(text: string | undefined): string {
  return (text ?? '').replace(/\{\{.*?\}\}/g, ' ');
}

describe('the clause library', () => {
  it('has the articles that every agreement on science and technology needs, in their order', () => {
    const clauses = files.map(clauseOf).sort((a, b) => a.order - b.order);
    expect(clauses.map((clause) => clause.id)).toEqual([
      ...['definitions', 'purpose', 'areas', 'forms', 'obligations', 'implementing', 'authority', 'committee'],
      ...['costs', 'funds', 'ip', 'confidentiality', 'facilities', 'liability', 'reporting', 'evaluation', 'logo'],
      ...['law', 'status', 'disputes', 'amendment', 'entry', 'duration', 'termination', 'savings', 'territory'],
      ...['annexes', 'depositary', 'registration', 'languages'],
    ]);
    expect(new Set(clauses.map((clause) => clause.order)).size).toBe(clauses.length);
  });

  it('is told as a whole in the docs, in its order', () => {
    const clauses = files.map(clauseOf).sort((a, b) => a.order - b.order);
    const told = [...readFileSync('docs/clauses.md', 'utf8').matchAll(/^\| `([a-z]+)` \|/gm)].map((match) => match[1]);
    expect(told).toEqual(clauses.map((clause) => clause.id));
  });

  it('refers only to articles that no agreement leaves out', () => {
    const mandatory = files.map(clauseOf).filter((clause) => clause.mandatory && clause.when === 'true');
    const known = new Set(mandatory.map((clause) => clause.id));
    const references = files.flatMap((file) =>
      [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/:ref\[([^\]]+)\]/g)].map((match) => match[1]),
    );
    expect(references.length).toBeGreaterThan(5);
    expect(references.filter((id) => !known.has(id ?? ''))).toEqual([]);
  });

  describe.each(files)('%s', (file) => {
    const clause = clauseOf(file);
    const { binding, non_binding } = clause.texts;

    it('is named by its id, and tells the drafter what to choose', () => {
      expect(`${clause.id}.md`).toBe(file);
      expect(Object.keys(clause.title).sort()).toEqual(['am', 'en']);
      expect(clause.guidance).toMatch(/\.$/);
    });

    it('has both wordings in both languages', () => {
      expect(Object.keys(clause.texts).sort()).toEqual(['binding', 'non_binding']);
      for (const wording of [binding, non_binding]) {
        expect(Object.keys(wording ?? {}).sort()).toEqual(['am', 'en']);
        expect(wording?.am).toMatch(/[\u1200-\u137f]/);
        expect(wordsOf(wording?.en)).not.toMatch(/[\u1200-\u137f]/);
      }
    });

    it('has the same cases in both wordings and languages', () => {
      const cases = comparisons(binding?.en);
      for (const text of [binding?.am, non_binding?.en, non_binding?.am]) expect(comparisons(text)).toEqual(cases);
    });

    it('advises on every code of the fields that choose its words', () => {
      const read = comparisons(binding?.en).map((comparison) => comparison.split(' ')[0] ?? '');
      const isListed = (field: string): boolean => (binding?.en ?? '').includes(`{{#each ${field}}}`);
      const fields = [...read, ...(read.includes('this') && isListed('disputes') ? ['disputes'] : [])];
      const choices = choicesOf(file);
      expect(Object.keys(choices).sort()).toEqual(
        [...new Set(fields)].filter((field) => codesOf(field).length > 0).sort(),
      );
      for (const [field, advice] of Object.entries(choices)) {
        expect(Object.keys(advice)).toEqual(codesOf(field));
        for (const line of Object.values(advice)) expect(line).toMatch(/^.{30,140}\.$/);
        const compared = field === 'disputes' ? 'this' : field;
        // The last branch may serve one code, and print the field where it has none.
        const others = codesOf(field).filter((code) => !comparisons(binding?.en).includes(`${compared} "${code}"`));
        expect(others.length).toBeLessThan(2);
      }
    });

    it('speaks of Parties who shall in the binding wording', () => {
      const text = wordsOf(binding?.en);
      expect(text).not.toMatch(/participant/i);
      expect(text).not.toMatch(/come into effect|remain in effect/i);
      expect(wordsOf(binding?.am)).not.toContain('ተሳታፊ ወገ');
    });

    it('has no word of a treaty in the non-binding wording', () => {
      const text = wordsOf(non_binding?.en);
      expect(text).not.toMatch(/\b(shall|must|undertake|agree|agrees|agreed|agreement|conclude|concluded)\b/i);
      expect(text).not.toMatch(/\b(party|parties)\b(?! for settlement)/i);
      expect(text).not.toMatch(/into force|in force|authentic|in witness|ratif|denounc|hereby|covenant/i);
      const amharic = wordsOf(non_binding?.am);
      expect(amharic).not.toContain('ተዋዋይ');
      expect(amharic).not.toContain('የጸና');
      expect(amharic).not.toMatch(/ስምምነት(?! አይመዘገብም)/);
    });
  });
});
