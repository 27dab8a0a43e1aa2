const part = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const namespaceName = new RegExp(`^${part}$`);
const hostName = new RegExp(`^(?=.{1,253}$)${part}(?:\\.${part})*$`, 'i');

/** Whether the API server takes it for the name of a namespace. Source: RFC 1123, section 2.1, one label in lower case. */
export const isNamespaceName = (text: string): boolean => namespaceName.test(text);

/**
 * Whether it is the name of a host (RFC 1123, section 2.1). One that ends in a number is a mistaken address and no name:
 * no top-level domain is a number (RFC 3696, section 2).
 */
export const isHostName = (text: string): boolean => hostName.test(text) && !/(?:^|\.)\d+$/.test(text);
