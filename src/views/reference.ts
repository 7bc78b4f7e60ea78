/** A kind as a reference: its fields, life cycle, rules, papers and comparisons, all out of the schemas, and its reports. */
import type { Report } from '../core/papers/report.ts';
import { askedPaths, possibleSteps, rootsOf, startStates } from '../core/register/actions.ts';
import type { CriterionAnnotation, RankingAnnotation } from '../core/schemas/comparison-words.ts';
import { allFields, type Field } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { type FieldReference, fieldReference, isTextByLanguage } from './field-reference.ts';
import { withNamedHoles } from './holes.ts';

export interface RankingReference {
  readonly title: string;
  /** The greatest figure there can be. */
  readonly most?: number;
}

export interface KindReference {
  readonly name: string;
  readonly plural: string;
  readonly title: string;
  readonly description: string;
  readonly schemaFile: string;
  /** Where its records lie: a folder, or the file of the only one. */
  readonly place: string;
  readonly fields: readonly FieldReference[];
  readonly derived: readonly { readonly name: string; readonly title: string; readonly description: string }[];
  readonly presets: readonly { readonly name: string; readonly title: string }[];
  readonly states: readonly {
    readonly name: string;
    readonly title: string;
    readonly description: string;
    /** It follows from dates and is never recorded. */
    readonly isDerived: boolean;
  }[];
  readonly steps: readonly {
    readonly from: readonly string[];
    readonly to: string;
    readonly needs: readonly string[];
  }[];
  readonly rules: readonly {
    readonly code: string;
    readonly severity: string;
    /** Where it is looked at, as a dotted path; empty for the record. */
    readonly at: string;
    readonly why: string;
  }[];
  /** Expression that gives the level of a whole record. */
  readonly disclosure: string | undefined;
  readonly documents: readonly {
    readonly name: string;
    readonly title: string;
    /** Whom it is for. */
    readonly disclosure: string | undefined;
  }[];
  readonly actions: readonly {
    readonly name: string;
    readonly title: string;
    readonly help: string;
    /** States that it can begin in; empty: any. */
    readonly from: readonly string[];
    /** States that its step may record. */
    readonly to: readonly string[];
    /** Paths that it asks for; those of the item that it adds without the list. */
    readonly asks: readonly string[];
  }[];
  /** What falls due, in words; the title of the field where a date speaks for itself. */
  readonly deadlines: readonly string[];
  /** What `irc match` compares it with, from either side. */
  readonly matches: readonly {
    readonly kind: string;
    readonly title: string;
    readonly criteria: readonly {
      readonly title: string;
      /** Points that it is worth; 0: it can only keep out. */
      readonly points: number;
      /** A record that does not fit is out. */
      readonly excludes: boolean;
    }[];
  }[];
  /** How `irc rank` puts records in order. */
  readonly ranking?: RankingReference;
  /** Reports that are made of its records. */
  readonly reports: readonly { readonly name: string; readonly command: string; readonly description: string }[];
}

/** The kinds and reports among which a kind is explained. */
export interface ReferenceWorld {
  readonly kinds: readonly Kind[];
  readonly reports: readonly Report[];
}

export function kindReference(kind: Kind, world: ReferenceWorld): KindReference {
  const { annotations } = kind;
  const lifecycle = annotations.lifecycle;
  return {
    name: kind.name,
    plural: kind.plural,
    title: kind.title,
    description: kind.description,
    schemaFile: kind.schemaFile,
    place: annotations.singleton === undefined ? `records/${kind.plural}/` : `records/${kind.name}.yaml`,
    fields: kind.root.properties.flatMap((field) => fieldReferences(kind, field, 0)),
    disclosure: annotations.disclosure,
    derived: Object.entries(annotations.derived ?? {}).map(([name, entry]) => ({
      name,
      title: entry.title,
      description: entry.description ?? '',
    })),
    presets: Object.entries(annotations.presets ?? {}).map(([name, preset]) => ({ name, title: preset.title })),
    states: Object.entries(lifecycle?.states ?? {}).map(([name, state]) => ({
      name,
      title: state.title,
      description: state.description ?? '',
      isDerived: state.when !== undefined,
    })),
    steps: (lifecycle?.transitions ?? []).map(({ from, to, needs }) => ({
      from,
      to,
      needs: (needs ?? []).map((need) => need.title),
    })),
    rules: rulesBelow(kind.root),
    documents: Object.entries(annotations.documents ?? {}).map(([name, { title, disclosure }]) => ({
      name,
      title,
      disclosure,
    })),
    actions: Object.entries(annotations.actions ?? {}).map(([name, action]) => ({
      name,
      title: action.title,
      help: action.help ?? '',
      from: startStates(kind, action),
      to: possibleSteps(kind, action),
      asks: askedPaths(rootsOf([kind], kind, action), action).map(({ path }) => path),
    })),
    deadlines: deadlinesBelow(kind),
    matches: matchesOf(kind, world.kinds),
    ...(annotations.ranking === undefined ? {} : { ranking: rankingOf(annotations.ranking) }),
    reports: world.reports
      .filter((report) => report.queries.some((query) => query.of.includes(kind.name)))
      .map((report) => ({
        name: report.name,
        command: report.command === undefined ? `irc report ${report.name}` : `irc ${report.command}`,
        description: report.description,
      })),
  };
}

function deadlinesBelow(kind: Kind): string[] {
  const texts = allFields(kind.root).flatMap((field) => [
    ...(field.annotations.agenda ?? []).map((entry) => withNamedHoles(field, kind.root, entry.what)),
    ...(field.annotations.deadline === true ? [field.title] : []),
  ]);
  return [...new Set(texts)];
}

/** The criteria stand in the schema of one of the two kinds, and serve both. */
function matchesOf(kind: Kind, kinds: readonly Kind[]): KindReference['matches'] {
  const own = Object.entries(kind.annotations.matches ?? {}).map(([other, { title, criteria }]) => ({
    kind: other,
    title,
    criteria: criteria.map(criterionOf),
  }));
  const asked = kinds.flatMap((other) => {
    const annotation = other === kind ? undefined : other.annotations.matches?.[kind.name];
    if (annotation?.back === undefined) return [];
    return [{ kind: other.name, title: annotation.back, criteria: annotation.criteria.map(criterionOf) }];
  });
  return [...own, ...asked];
}

function criterionOf({
  title,
  weight,
  excludes,
}: CriterionAnnotation): KindReference['matches'][number]['criteria'][number] {
  return { title, points: weight ?? 1, excludes: excludes !== undefined };
}

function rankingOf({ title, most }: RankingAnnotation): RankingReference {
  return { title, ...(most === undefined ? {} : { most }) };
}

function fieldReferences(kind: Kind, field: Field, depth: number): FieldReference[] {
  const inner = field.type === 'list' ? field.item : field;
  const below = inner?.type === 'object' && !isTextByLanguage(inner) ? inner.properties : [];
  return [
    fieldReference(kind, field, depth),
    ...below.flatMap((property) => fieldReferences(kind, property, depth + 1)),
  ];
}

function rulesBelow(field: Field): KindReference['rules'] {
  const own = (field.annotations.rules ?? []).map(({ code, severity, at, why }) => ({
    code,
    severity,
    at: [field.path, at ?? ''].filter((part) => part !== '').join('.'),
    why,
  }));
  const below = [...field.properties, ...(field.item === undefined ? [] : [field.item])];
  return [...own, ...below.flatMap(rulesBelow)];
}
