/** An element of XML as a typed tree; names are ours, and everything else is quoted when it is printed. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Element | string)[];
}

export function element(
  name: string,
  attributes: Element['attributes'],
  ...children: readonly (Element | string)[]
): Element {
  return { name, attributes, children };
}

/** Prints a tree: the only place where text becomes XML. */
export function printXml({ name, attributes, children }: Element): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${quoted(String(value))}"`);
  if (children.length === 0) return `<${name}${written.join('')}/>`;
  const inner = children.map((child) => (typeof child === 'string' ? quoted(child) : printXml(child)));
  return `<${name}${written.join('')}>${inner.join('')}</${name}>`;
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Text as XML takes it: signs escaped, what XML cannot hold made visible, and marks that turn the direction of writing
 * taken out, since a name could look like another by them.
 * Source: XML 1.0, section 2.2; Unicode Technical Report 36, section 2.4.
 */
function quoted(text: string): string {
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) out += String.fromCodePoint(0x2400 + code);
    else if (!isText(code)) out += '\u{fffd}';
    else out += signs[character] ?? character;
  }
  return out;
}

function isText(code: number): boolean {
  if (code >= 0x7f && code <= 0x9f) return false;
  if (code >= 0xd800 && code <= 0xdfff) return false;
  if ((code & 0xfffe) === 0xfffe) return false;
  return !(
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    code === 0x200e ||
    code === 0x200f
  );
}
