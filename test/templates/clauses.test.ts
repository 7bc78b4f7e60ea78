import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Clause, parseClause } from '../../src/core/clauses.ts';

const folder = 'templates/clauses';
const files = readdirSync(folder);

function clauseOf(file: string): Clause {
  const clause = parseClause(file, readFileSync(`${folder}/${file}`, 'utf8'));
  if ('problem' in clause) throw new Error(clause.problem);
  return clause;
}

/** What is printed in any case or in one of them: without the names and helpers of the template. */
function wordsOf(text: string | undefined): string {
  return (text ?? '').replace(/\{\{.*?\}\}/g, ' ');
}

describe('the clause library', () => {
  it('has the articles that every agreement on science and technology needs, in their order', () => {
    const clauses = files.map(clauseOf).sort((a, b) => a.order - b.order);
    expect(clauses.map((clause) => clause.id)).toEqual([
      ...['purpose', 'areas', 'forms', 'implementing', 'costs', 'committee', 'ip', 'confidentiality', 'disputes'],
      ...['amendment', 'entry', 'duration', 'termination', 'languages'],
    ]);
    expect(new Set(clauses.map((clause) => clause.order)).size).toBe(clauses.length);
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
      expect(text).not.toMatch(/into force|in force|authentic|in witness/i);
      const amharic = wordsOf(non_binding?.am);
      expect(amharic).not.toContain('ተዋዋይ');
      expect(amharic).not.toContain('የጸና');
      expect(amharic).not.toMatch(/ስምምነት(?! አይመዘገብም)/);
    });
  });
});
