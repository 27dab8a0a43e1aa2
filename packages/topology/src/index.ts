/**
 * The one table of what runs, where it listens and who may call it, and of what it calls outside. Ports, gateway routes,
 * network policies and documentation are derived from it; no other file spells a port.
 */
export * from './component.ts';
export { type Connection, connections, inbound, isOutside, outbound } from './connections.ts';
export { type Limit, type LimitCode, type LimitName, type LimitOf, limitCode, limits } from './limits.ts';
export { components, gatewayRoutes, listenerOf, portOf } from './lookup.ts';
