const most = 5;

/** Says which of several files hold no Kubernetes object, the first ones by name; undefined where all hold some. */
export function sayNotKubernetes(files: readonly string[]): string | undefined {
  if (files.length === 0) return undefined;
  const more = files.length > most ? ` and ${files.length - most} more` : '';
  return `Not read, since they hold no Kubernetes objects: ${files.slice(0, most).join(', ')}${more}.`;
}
