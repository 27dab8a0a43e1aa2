/**
 * An error whose message and properties may quote events: what another program said of them. Only its kind and its place in
 * the code are logged.
 */
export interface QuotesEvents {
  readonly quotesEvents: true;
}

/** How deep causes are followed. */
const deepest = 10;

/**
 * An error as it is logged: kind, message, place in the code, code and status, and the same of its causes. No other
 * property: they may hold whole answers. `JSON.parse` quotes the text that it could not read, so its message is left out too.
 */
export function loggedError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error) || depth > deepest) return { type: typeof error };
  const more: Error & { quotesEvents?: unknown; code?: unknown; status?: unknown; errors?: unknown } = error;
  const isSilent = more.quotesEvents === true || error instanceof SyntaxError;
  return {
    type: error.name,
    ...(isSilent ? {} : { message: error.message }),
    stack: framesOf(error),
    ...plain({ code: more.code, status: more.status }),
    ...(error.cause === undefined ? {} : { cause: loggedError(error.cause, depth + 1) }),
    ...(Array.isArray(more.errors) ? { errors: more.errors.map((e) => loggedError(e, depth + 1)) } : {}),
  };
}

/** The stack without the message, which V8 puts before it. */
function framesOf({ stack = '', message }: Error): string {
  const at = stack.indexOf(message);
  return at < 0 ? '' : stack.slice(at + message.length).trim();
}

function plain(values: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, v]) => typeof v === 'string' || typeof v === 'number'));
}
