import { checks } from './routes/checks.ts';
import { connections } from './routes/connections.ts';
import { events } from './routes/events.ts';
import { examples, flows } from './routes/flows.ts';
import { previews } from './routes/previews.ts';
import { runs } from './routes/runs.ts';
import { system } from './routes/system.ts';
import { clusters, topics } from './routes/topics.ts';

/** All routes of the backend. */
export const backendRoutes = { flows, examples, connections, checks, previews, runs, events, system };

/** All routes of kafka-admin. */
export const kafkaAdminRoutes = { clusters, topics };

/** All routes behind the gateway. */
export const allRoutes = { ...backendRoutes, ...kafkaAdminRoutes };
