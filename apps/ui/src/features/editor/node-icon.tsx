import { assets } from '@headrace/nodes/assets';

/** A node type's picture in the colour of the text around it: drawn as a mask, so that both themes get their own. */
export function NodeIcon({ type, size = 20 }: { type: string; size?: number }) {
  const svg = Object.hasOwn(assets, type) ? assets[type]?.icon : undefined;
  const url = svg ? `url("data:image/svg+xml,${encodeURIComponent(svg)}")` : undefined;
  return (
    <span
      className="node-icon"
      aria-hidden="true"
      style={{ inlineSize: size, blockSize: size, maskImage: url, WebkitMaskImage: url }}
    />
  );
}
