import { startTestEngine } from '../../e2e/support/engine.ts';

type TestEngine = Awaited<ReturnType<typeof startTestEngine>>;

/** A real engine for the time of one benchmark, beside whatever else runs on this machine. */
export async function withEngine<T>(
  use: (engine: TestEngine) => Promise<T>,
  settings: Record<string, string> = {},
): Promise<T> {
  const engine = await startTestEngine(18_500, settings);
  try {
    return await use(engine);
  } finally {
    await engine.stop();
  }
}
