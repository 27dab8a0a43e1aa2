import type { Fetch } from '@headrace/tls';

/** Whether a GET of an address succeeds and its JSON passes a test; false on any failure. */
export async function answers(
  fetch: Fetch,
  url: string,
  test: (body: unknown) => boolean = () => true,
): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    const body = await response.text();
    return response.ok && test(body.startsWith('{') ? JSON.parse(body) : body);
  } catch {
    return false;
  }
}
