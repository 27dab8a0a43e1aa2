import { config } from 'zod';

/**
 * Pages may not make code from text (content security policy); zod would try, for speed. It decides when a schema is
 * made, so this must be imported before any schema is.
 */
config({ jitless: true });
