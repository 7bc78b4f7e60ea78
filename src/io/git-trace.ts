/** git's own event log of one commit (trace2): which hook refused, and which process it was. */

interface TraceEvent {
  readonly event: string;
  readonly sid: string;
  readonly child_id?: number;
  readonly child_class?: string;
  readonly hook_name?: string;
  readonly code?: number;
}

/** The first hook of the outermost git that ended with an exit code other than 0. */
export function failedHook(trace: string): { name: string; exitCode: number } | undefined {
  const hooks = new Map<number, string>();
  for (const event of outermost(eventsOf(trace))) {
    if (event.child_id === undefined) continue;
    if (event.event === 'child_start' && event.child_class === 'hook') hooks.set(event.child_id, event.hook_name ?? '');
    const name = event.event === 'child_exit' ? hooks.get(event.child_id) : undefined;
    if (name !== undefined && !name.startsWith('post-') && event.code !== 0) {
      return { name, exitCode: event.code ?? -1 };
    }
  }
  return undefined;
}

/** The process of a git that was started and has not ended by itself: it may be at work still, or was killed. */
export function unfinishedProcess(trace: string): number | undefined {
  const events = outermost(eventsOf(trace));
  if (events.length === 0 || events.some(({ event }) => event === 'atexit' || event === 'signal')) return undefined;
  const pid = /-P([0-9a-f]+)$/i.exec(events[0]?.sid ?? '')?.[1];
  return pid === undefined ? undefined : Number.parseInt(pid, 16);
}

/** Events of the first git; those it starts have ids that go on after a slash. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  return events.filter(({ sid }) => sid === events[0]?.sid);
}

function eventsOf(trace: string): TraceEvent[] {
  return trace.split('\n').flatMap((line) => {
    try {
      const event: unknown = JSON.parse(line);
      const isEvent = typeof event === 'object' && event !== null && 'event' in event && 'sid' in event;
      return isEvent ? [event as TraceEvent] : [];
    } catch {
      return [];
    }
  });
}
