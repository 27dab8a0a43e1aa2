import { problem } from '@headrace/http';
import { type ComponentName, components } from '@headrace/topology';
import type { Context } from 'hono';

/** The answer for a part that is down: a page that tries again by itself for people, a problem for programs. */
export function absent(c: Context, component: ComponentName): Response {
  const title = `The part of Headrace for ${components[component].purpose} does not answer.`;
  const detail = 'It may be starting or being started again: try again in a moment.';
  c.header('retry-after', '2');
  c.header('cache-control', 'no-store');
  if (!isNavigation(c)) return problem(c, { code: 'gateway/part-down', status: 503, title, detail });
  return c.html(page(title), 503);
}

function isNavigation(c: Context): boolean {
  const mode = c.req.header('sec-fetch-mode');
  return mode === undefined ? (c.req.header('accept') ?? '').includes('text/html') : mode === 'navigate';
}

/** Plain markup without scripts: it must work when nothing else does. */
function page(title: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width">
<title>Headrace is not ready</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 36rem; padding: 0 1rem; color-scheme: light dark }</style>
<main>
<h1>One moment</h1>
<p>${title}</p>
<p>It may be starting or being started again. This page tries again by itself every two seconds.</p>
</main>
</html>
`;
}
