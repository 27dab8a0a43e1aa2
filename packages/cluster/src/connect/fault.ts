import { UserError } from '@headrace/text';

/** The cluster did not do what it was asked to. The message contains no token and no key. */
export class ClusterFault extends UserError {
  override readonly name = 'ClusterFault';
  /** The HTTP status, where the cluster answered at all. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** A change in the cluster could not be rolled back. The message says which, and how to remove it. */
export class RollbackError extends ClusterFault {}

/** Where something was asked, for sentences. */
export interface Asked {
  /** Address of the API server. */
  readonly server: string;
  readonly context: string;
  /** `list pods in all namespaces` */
  readonly what: string;
  /** What to do instead where somebody may not. */
  readonly instead?: string;
}

const causes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closed the connection',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'its name could not be looked up',
  ETIMEDOUT: 'it did not answer in time',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
};

const distrusted: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'was issued for another name',
};

/** No answer came: the network, or the server's certificate. */
export function unreachable(error: unknown, { server, context }: Asked): ClusterFault {
  const code = codeOf(error);
  if (code in causes)
    return new ClusterFault(
      `The cluster at ${server} (context '${context}') cannot be reached: ${causes[code]}. Check that it runs and that this is the context you mean (--context).`,
    );
  const why = distrusted[code] ?? 'is not signed by the authority that the kubeconfig names';
  if (code in distrusted || /CERT|SIGNATURE|ISSUER|SELF_SIGNED/.test(code))
    return new ClusterFault(
      `The certificate of the cluster at ${server} ${why}. Fetch the kubeconfig of context '${context}' anew, or renew the certificate of the API server.`,
    );
  return new ClusterFault(
    `The cluster at ${server} (context '${context}') cannot be spoken to (${code}). Check the address and the certificates in the kubeconfig.`,
  );
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'no further reason';
}

/** An answer that is a refusal. `expired`: when the client's certificate ended, if it has. */
export function refused(
  status: number,
  said: string,
  user: string,
  expired: Date | undefined,
  asked: Asked,
): ClusterFault {
  const { server, context, what, instead } = asked;
  if (status === 401)
    return new ClusterFault(
      expired
        ? `The certificate of user '${user}' expired on ${expired.toISOString().slice(0, 10)}, so the cluster at ${server} does not let it in. Fetch the kubeconfig of context '${context}' anew.`
        : `The cluster at ${server} does not know user '${user}' of context '${context}': its token or certificate is wrong or has expired. Sign in again, or name another with --context.`,
      status,
    );
  if (status === 403)
    return new ClusterFault(
      `User '${user}' may not ${what}: ${sentence(said)} Ask for a role that allows it${instead === undefined ? '' : `, or ${instead}`}.`,
      status,
    );
  if (status === 404)
    return new ClusterFault(
      `The cluster at ${server} could not ${what}: there is none. ${sentence(said)} Check the name.`,
      status,
    );
  if (status === 409)
    return new ClusterFault(
      `User '${user}' could not ${what}: somebody else manages it. ${sentence(said)} Rename or remove theirs, or hand its fields over.`,
      status,
    );
  return new ClusterFault(`The cluster at ${server} refused to ${what} (${status}): ${sentence(said)}`, status);
}

// bounded: messages of a cluster are cut at 2000 characters.
const sentence = (said: string): string => (said === '' ? 'no reason was given.' : `${said.replace(/[.\s]+$/, '')}.`);
