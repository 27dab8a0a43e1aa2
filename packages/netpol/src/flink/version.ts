/**
 * A version of Flink as a number that can be compared: `v1_17` of `spec.flinkVersion` is 117, `v2_3` is 203; where it is not said, it is a
 * new one.
 */
export function versionOf(flinkVersion: unknown): number {
  const [, major, minor] = /^v(\d)_(\d{1,2})$/.exec(typeof flinkVersion === 'string' ? flinkVersion : '') ?? [];
  return major === undefined ? Number.POSITIVE_INFINITY : Number(major) * 100 + Number(minor);
}
