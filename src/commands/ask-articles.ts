/** Asks which articles a record's document has: which of the library's, which of its own, and in what order. */
import type { Answer, Choice } from '../context/prompt.ts';
import { adviceFor } from '../core/changes/clause-fields.ts';
import {
  idOf,
  listOf,
  placedAfter,
  proposedArticleId,
  standardList,
  withArticles,
} from '../core/papers/article-list.ts';
import { applies, type ClausesAnnotation, clausesOf, languageName, titleOf } from '../core/register/articles.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { type Field, propertyOf } from '../core/schemas/field.ts';
import { ordinal } from '../core/schemas/place.ts';
import { emptyMap, isMap, sameValue, type Value, type ValueMap, valueAt } from '../core/value.ts';
import { askField } from './ask-field.ts';
import { type AskedField, type AskWorld, askText } from './ask-value.ts';

/** Asks for a field of a record: its list of articles in a way of its own, a choice with the advice of the clauses. */
export async function askFieldOf(
  asking: AskWorld,
  record: RecordEntry,
  asked: AskedField,
): Promise<Answer<Value | undefined>> {
  const annotation = clausesOf(record.kind)?.clauses;
  if (annotation?.field === asked.field.path) return new ArticleQuestions(asking, record, annotation, asked).ask();
  return askField(asking, { ...asked, record, advice: adviceFor(asking.register(), record.kind, asked.field.path) });
}

class ArticleQuestions {
  readonly #asking: AskWorld;
  readonly #record: RecordEntry;
  readonly #annotation: ClausesAnnotation;
  readonly #asked: AskedField;
  #list: ValueMap[];

  constructor(asking: AskWorld, record: RecordEntry, annotation: ClausesAnnotation, asked: AskedField) {
    this.#asking = asking;
    this.#record = record;
    this.#annotation = annotation;
    this.#asked = asked;
    this.#list = listOf(asking.register(), record, annotation);
  }

  /** The list; undefined where it is that of the house, which need not be written down. */
  async ask(): Promise<Answer<Value | undefined>> {
    for (;;) {
      const isStandard = sameValue(this.#list, this.#standard());
      this.#asking.say(`  ${this.#list.map((entry, index) => `${index + 1} ${idOf(entry)}`).join(' · ')}`);
      const answer = await this.#asking.prompt.select({
        message: `${this.#asked.prompt}: ${this.#list.length}${isStandard ? ', the house standard' : ''}`,
        help: this.#asked.field.description,
        canGoBack: this.#asked.canGoBack,
        choices: [
          { value: 'done', name: 'keep them so' },
          { value: 'which', name: 'choose which of the library’s' },
          { value: 'own', name: 'add an article of our own' },
          { value: 'move', name: 'put an article in another place' },
          ...(isStandard ? [] : [{ value: 'standard', name: 'go back to the house standard' }]),
        ],
        default: undefined,
      });
      if ('back' in answer) return answer;
      if (answer.answer === 'done') return { answer: isStandard ? undefined : this.#list };
      if (answer.answer === 'which') await this.#choose();
      else if (answer.answer === 'own') await this.#add();
      else if (answer.answer === 'move') await this.#move();
      else this.#list = this.#standard();
    }
  }

  #standard(): ValueMap[] {
    return standardList(this.#asking.register(), this.#record);
  }

  async #choose(): Promise<void> {
    const register = this.#asking.register();
    const library = register.clauses();
    const clauses = [...library.clauses.values()].map((clause): Choice => {
      const remark = clause.mandatory
        ? '   mandatory'
        : applies(register, this.#record, clause)
          ? ''
          : '   not in the house standard for this one';
      return { value: clause.id, name: `${clause.title.en ?? clause.id}${remark}`, description: clause.guidance };
    });
    const own = this.#list
      .filter((entry) => !library.clauses.has(idOf(entry)))
      .map((entry): Choice => ({ value: idOf(entry), name: `${this.#titleOf(entry)}   our own` }));
    const answer = await this.#asking.prompt.many({
      message: 'Which articles',
      help: 'The space bar takes an article in or out. Those that come in stand where the library has them.',
      canGoBack: true,
      choices: [...clauses, ...own],
      chosen: this.#list.map(idOf),
      atLeast: 1,
    });
    if ('answer' in answer) this.#list = withArticles(library, this.#list, answer.answer);
  }

  async #move(): Promise<void> {
    const answer = await this.#asking.prompt.select({
      message: 'Which article',
      help: 'The article that is to stand elsewhere.',
      canGoBack: true,
      choices: this.#list.map((entry) => ({ value: idOf(entry), name: this.#titleOf(entry) })),
      default: undefined,
    });
    if ('back' in answer) return;
    const entry = this.#list.find((each) => idOf(each) === answer.answer);
    if (entry !== undefined) await this.#put(entry);
  }

  async #add(): Promise<void> {
    const { item } = this.#asked.field;
    const title = propertyOf(item as Field, 'title');
    const text = propertyOf(item as Field, 'text');
    if (title === undefined || text === undefined) return;
    const entry: ValueMap = emptyMap();
    const titles: ValueMap = emptyMap();
    const texts: ValueMap = emptyMap();
    for (const language of this.#languages(text)) {
      const name = language === 'en' ? '' : `, ${languageName(language)}`;
      const required = language === 'en';
      const heading = await this.#line(title, language, `Title${name}`, required);
      if ('back' in heading) return;
      if (heading.answer !== undefined) titles[language] = heading.answer;
      const id = required ? await this.#askId(String(heading.answer)) : undefined;
      if (id !== undefined && 'back' in id) return;
      if (id !== undefined) entry.clause = id.answer;
      const words = await this.#paragraphs(text, language, `Text${name}`, required);
      if ('back' in words) return;
      if (words.answer !== '') texts[language] = words.answer;
    }
    await this.#put(Object.assign(entry, { title: titles, text: texts }));
  }

  /** English, and the other languages that the document is made in and that the field has. */
  #languages(text: Field): string[] {
    const path = this.#annotation.languages;
    const list = path === undefined ? [] : valueAt(this.#record.value, path.split('.'));
    const wanted = Array.isArray(list) ? list.map(String) : [];
    return [...new Set(['en', ...wanted])].filter((language) => propertyOf(text, language) !== undefined);
  }

  async #askId(title: string): Promise<Answer<string>> {
    const taken = new Set(this.#list.map(idOf));
    return this.#asking.prompt.text({
      message: 'Short name',
      help: 'The id of the article: what :ref[…] and flags name it by. It begins with own-.',
      canGoBack: true,
      default: proposedArticleId(title, this.#list),
      fault: (id) => {
        if (!/^own-[a-z0-9-]+$/.test(id)) return 'Write own- and small letters, such as own-data-sharing.';
        return taken.has(id) ? 'There is an article of that name.' : undefined;
      },
      shown: (id) => id,
    });
  }

  /** Paragraphs one by one, with a blank line between; `<` takes the one before back. */
  async #paragraphs(text: Field, language: string, prompt: string, required: boolean): Promise<Answer<string>> {
    const paragraphs: string[] = [];
    for (;;) {
      const first = paragraphs.length === 0;
      const end = first && required ? '' : first ? ' (Enter: none)' : ' (Enter: no more)';
      const message = `${prompt}, ${ordinal(paragraphs.length + 1)} paragraph${end}`;
      const answer = await this.#line(text, language, message, first && required);
      if ('back' in answer) {
        if (paragraphs.pop() === undefined) return answer;
      } else if (answer.answer === undefined) return { answer: paragraphs.join('\n\n') };
      else paragraphs.push(String(answer.answer));
    }
  }

  #line(field: Field, language: string, prompt: string, required: boolean): Promise<Answer<Value | undefined>> {
    const property = propertyOf(field, language) ?? field;
    return askText(this.#asking, { field: property, prompt, fallback: undefined, required, canGoBack: true });
  }

  async #put(entry: ValueMap): Promise<void> {
    const others = this.#list.filter((other) => idOf(other) !== idOf(entry));
    const first = 'first';
    const answer = await this.#asking.prompt.select({
      message: 'Where',
      help: 'The articles are numbered by their places; references follow by themselves.',
      canGoBack: true,
      choices: [
        { value: first, name: 'at the beginning' },
        ...others.map((other) => ({ value: `after ${idOf(other)}`, name: `after ${this.#titleOf(other)}` })),
      ],
      default: others.length === 0 ? undefined : `after ${idOf(others.at(-1) as ValueMap)}`,
    });
    if ('back' in answer) return;
    const after = answer.answer === first ? undefined : answer.answer.slice('after '.length);
    this.#list = placedAfter(this.#list, entry, after);
  }

  #titleOf(entry: ValueMap): string {
    const id = idOf(entry);
    const title = isMap(entry.title) ? entry.title : undefined;
    return titleOf({ id, title, clause: this.#asking.register().clauses().clauses.get(id) }, 'en');
  }
}
