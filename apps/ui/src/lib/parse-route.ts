export type Route =
  | { readonly page: 'home'; readonly query: string }
  | { readonly page: 'flow'; readonly id: string; readonly node: string | undefined; readonly tab: string | undefined }
  | { readonly page: 'network'; readonly query: string }
  | { readonly page: 'unknown' };

/** Reads `/?…`, `/flows/:id?node=&tab=`, `/network?…`. */
export function parseRoute(address: string): Route {
  const [, path = '', search = ''] = /^([^?#]*)(\?[^#]*)?/.exec(address) ?? [];
  if (path === '/') return { page: 'home', query: search };
  if (path === '/network') return { page: 'network', query: search };
  const match = /^\/flows\/([^/]+)\/?$/.exec(path);
  if (!match?.[1]) return { page: 'unknown' };
  const query = new URLSearchParams(search);
  return {
    page: 'flow',
    id: decode(match[1]),
    node: query.get('node') ?? undefined,
    tab: query.get('tab') ?? undefined,
  };
}

/** The address of a flow, and of what is selected in it. */
export function flowAddress(id: string, look: { node?: string | undefined; tab?: string | undefined } = {}): string {
  const query = new URLSearchParams();
  if (look.node !== undefined) query.set('node', look.node);
  if (look.tab !== undefined) query.set('tab', look.tab);
  const text = query.toString();
  return `/flows/${encodeURIComponent(id)}${text ? `?${text}` : ''}`;
}

/** A broken escape in a pasted address is no reason to fail. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
