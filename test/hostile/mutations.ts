/** Records as strangers might send them: the same from the same seed. */

/** A small generator of numbers from 0 to below 1; nothing here has to be hard to guess. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Parts that readers of YAML, terminals, logs, XML and Markdown take for more than text. */
const parts = [
  ...[
    '\u001b[2J',
    '\u001b]8;;http://x\u0007',
    '\u0000',
    '\u0085',
    '\u009b31m',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\u2028',
    '\ud83d',
  ],
  ...[
    '::error file=x::y',
    '\n::stop-commands::x\n',
    '##[add-mask]x',
    '%0A',
    ']]>',
    '<!ENTITY x "y">',
    '&#0;',
    '</failure>',
  ],
  ...[
    '](javascript:x)',
    '<script>',
    '`|',
    '| x | y |',
    '@everyone',
    '![x](http://x)',
    '{{constructor}}',
    '$'.concat('{x}'),
    '$(x)',
  ],
  ...[
    '? ',
    '- ',
    ': ',
    '&a ',
    '*a ',
    '!!js/function ',
    '%YAML 1.1\n',
    '---\n',
    '...\n',
    '<<: ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
  ],
  ...[
    '__proto__: ',
    'constructor: ',
    '=HYPERLINK(1)',
    '<<<<<<< HEAD\n',
    '\r',
    '\t',
    '1e999',
    '9'.repeat(400),
    '[ '.repeat(70),
  ],
];

/** Texts made of those given by cutting, doubling, mixing and putting parts in. */
export function mutated(texts: readonly string[], count: number, seed: number): string[] {
  const next = numbersFrom(seed);
  const below = (most: number): number => Math.floor(next() * most);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  return Array.from({ length: count }, () => {
    let text = pick(texts);
    for (let round = 1 + below(4); round > 0; round -= 1) {
      const at = below(text.length + 1);
      const end = Math.min(text.length, at + below(40));
      const middle = [text.slice(at, end).repeat(1 + below(3)), '', pick(parts), text.slice(at, end) + pick(parts)][
        below(4)
      ];
      text = below(8) === 0 ? text.slice(0, at) + pick(texts).slice(at) : text.slice(0, at) + middle + text.slice(end);
    }
    return text;
  });
}
