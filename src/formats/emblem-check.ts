/** Looks whether a drawing is only a drawing. */

const faults: readonly (readonly [RegExp, string])[] = [
  [/<!(?:DOCTYPE|ENTITY)/i, 'declares entities'],
  [/<(?:\w+:)?script\b/i, 'holds a script'],
  [/\son\w+\s*=/i, 'holds a script'],
  [/<(?:\w+:)?(?:foreignObject|iframe|object|embed|audio|video|animate\w*|set|handler)\b/i, 'holds more than shapes'],
  [/\b(?:href|src)\s*=\s*["']?\s*(?!["'\s]*(?:#|data:image\/))/i, 'points outside itself'],
  [/(?:url\(\s*["']?\s*(?!["'\s]*#))|@import/i, 'points outside itself'],
];

/** Why an SVG may not go into a paper, as the end of a sentence; undefined where it may. */
export function svgFault(svg: string): string | undefined {
  if (!/<svg[\s>]/.test(svg)) return 'is no SVG';
  return faults.find(([pattern]) => pattern.test(svg))?.[1];
}
