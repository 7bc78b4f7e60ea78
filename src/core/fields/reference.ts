import { findRecords } from '../register/find-records.ts';
import { targetsOf } from '../schemas/field.ts';
import { FieldFault, type FieldTypeRules } from './field-type.ts';
import { plain } from './text.ts';

/** Another record, typed as its id, its name in any language, an acronym or a country code. */
export const referenceType: FieldTypeRules = {
  parse: (text, field, world) => {
    const written = text.trim();
    const targets = targetsOf(field);
    const named = world.register.record(written);
    if (named !== undefined && (targets.includes('*') || targets.includes(named.kind.name))) return named.id;
    const found = findRecords(world.register, targets, written);
    const [first, second] = found;
    if (first !== undefined && (first.exact || second === undefined) && !(second?.exact ?? false))
      return first.record.id;
    const wanted = targets.filter((target) => world.register.kind(target)?.annotations.singleton === undefined);
    const kinds = wanted.map((target) => world.register.kind(target)?.title.toLowerCase() ?? target).join(' or ');
    const near = found.slice(0, 3).map((match) => `${match.record.id} (${world.register.title(match.record)})`);
    const hint = near.length === 0 ? ` For a new one: irc new ${wanted[0]}` : ` Did you mean ${near.join(' or ')}?`;
    throw new FieldFault(`There is no ${kinds} "${written}".${hint}`);
  },
  print: (value, _field, world) => {
    const record = typeof value === 'string' ? world.register.record(value) : undefined;
    return record === undefined ? plain(value) : world.register.title(record, world.language);
  },
  expects: () => 'the id or name of a record',
};
