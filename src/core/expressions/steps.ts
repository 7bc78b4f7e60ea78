/**
 * Counts the steps of an expression at the nodes of its tree, as the library keeps them: the library limits the size of
 * an expression, and not what it does. The type that it gives its nodes lacks what is used here, so a test holds it to
 * that.
 */
import type { StepBudget } from './budget.ts';

const stepsOfFailure = 200;
const stepsOfCall = 20;
/** Parts of a point in time, in a zone of the world. */
const stepsOfZone = 2_000;

interface Node {
  readonly op: string;
  readonly args: unknown;
  readonly meta: { readonly alternate?: unknown; readonly macro?: unknown };
  evaluate: Evaluate;
}

type Evaluate = (this: Node, evaluator: unknown, node: Node, context: unknown) => unknown;

/** A loop: before each turn the library asks `condition` of what it has so far, where there is one. */
interface Loop {
  readonly step: Node;
  condition?: (soFar: unknown) => boolean;
}

/** Operators whose work grows with their operands. */
const comparing = new Set(['==', '!=', 'in', '+', '<', '<=', '>', '>=']);
/** Nodes that make new values. */
const making = new Set(['list', 'map', 'comprehension', 'call', 'rcall', '+']);

/** Lets every part of an expression whose work grows with its values spend of the budget. */
export function countSteps(tree: unknown, budget: StepBudget): void {
  const seen = new Set<object>();
  const counted = new Set<Node>();
  const count = (node: Node): void => {
    if (!counted.has(node)) countValue(node, stepsOf(node), budget);
    counted.add(node);
  };
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    if (isNode(part)) {
      if (part.op === 'comprehension') {
        countTurns(part.args as Loop, budget);
        count((part.args as Loop).step);
      }
      if (making.has(part.op)) count(part);
      for (const operand of operands(part)) count(operand);
      for (const within of [part.args, part.meta.alternate, part.meta.macro]) walk(within);
    } else if (Array.isArray(part) || Object.getPrototypeOf(part) === Object.prototype) {
      for (const each of Object.values(part)) walk(each);
    }
  };
  walk(tree);
}

/** The nodes whose values are read to their end, or whose failures are borne. A macro is told what to do with its own. */
function operands({ op, args, meta }: Node): readonly Node[] {
  if (meta.alternate !== undefined || meta.macro !== undefined) return [];
  if (comparing.has(op) || op === '||' || op === '&&') return args as Node[];
  if (op === 'call') return (args as [string, Node[]])[1];
  if (op !== 'rcall') return [];
  const [, receiver, given] = args as [string, Node, Node[]];
  return [receiver, ...given];
}

/** What a node takes whatever its values are. */
function stepsOf({ op, args, meta }: Node): number {
  if ((op !== 'call' && op !== 'rcall') || meta.alternate !== undefined || meta.macro !== undefined) return 0;
  const [name, , given] = args as [string, unknown, Node[] | undefined];
  return name.startsWith('get') && given?.length === 1 ? stepsOfZone : stepsOfCall;
}

function countTurns(loop: Loop, budget: StepBudget): void {
  const { condition } = loop;
  loop.condition = (soFar) => {
    // A quantifier bears what its turns throw, so throwing alone would not end it.
    if (budget.isSpent) return false;
    budget.spend(1);
    return condition === undefined || condition(soFar);
  };
}

/** The node sets its own `evaluate` anew when it is first asked, and that one has to be counted from then on. */
function countValue(node: Node, steps: number, budget: StepBudget): void {
  let { evaluate } = node;
  const counting: Evaluate = (evaluator, ast, context) => {
    let value: unknown;
    if (steps > 0) budget.spend(steps);
    try {
      value = evaluate.call(node, evaluator, ast, context);
    } catch (error) {
      // Making an error takes long, and a quantifier bears one at every turn.
      if (!budget.isSpent) budget.spend(stepsOfFailure);
      throw error;
    }
    budget.spendOn(value);
    return value;
  };
  Object.defineProperty(node, 'evaluate', {
    get: () => counting,
    set: (next: Evaluate) => {
      evaluate = next;
    },
  });
}

function isNode(part: object): part is Node {
  return 'op' in part && 'meta' in part && 'evaluate' in part;
}
