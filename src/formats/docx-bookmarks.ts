/** Names of the bookmarks in a Word file, by which other programs find articles and sub-articles again. */
import { type Article, anchorOf, articlesIn, type Document, type ListItem } from './document.ts';

/** Word takes letters, digits and underscores, and no more than this. */
const longest = 40;

/**
 * A name for each article ("article_costs") and each of its sub-articles ("article_costs_1"), no two alike and of 40
 * letters at most: long ids are cut and end in the number of their article, and a name that is taken in "_x2".
 */
export function bookmarkNames(document: Document): ReadonlyMap<Article | ListItem, string> {
  const names = new Map<Article | ListItem, string>();
  const taken = new Set<string>();
  const name = (of: Article | ListItem, wanted: string): void => {
    let free = wanted;
    for (let count = 2; taken.has(free); count += 1) free = ending(wanted, `_x${count}`);
    taken.add(free);
    names.set(of, free);
  };
  const articles = articlesIn(document);
  // Articles come first, so that no sub-article takes the name of one: "costs-1" may be an article too.
  const nameOf = (article: Article): string => articleName(anchorOf(document, article.id), article.number);
  for (const article of articles) name(article, nameOf(article));
  for (const article of articles) {
    for (const { item, number } of subArticles(article)) name(item, ending(nameOf(article), `_${number}`));
  }
  return names;
}

function articleName(id: string, number: number): string {
  const name = `article_${id.replace(/[^a-z0-9]/g, '_')}`;
  return name.length <= longest ? name : ending(name, `_${number}`);
}

function ending(name: string, end: string): string {
  return `${name.slice(0, longest - end.length)}${end}`;
}

/** The items numbered 7.1, 7.2 in an article, with the second number. */
function subArticles(article: Article): { item: ListItem; number: string }[] {
  return article.blocks.flatMap((block) =>
    block.type === 'list' && block.style === 'clauses' && block.depth === 0
      ? block.items.map((item) => ({ item, number: item.label.split('.')[1] ?? '' }))
      : [],
  );
}
