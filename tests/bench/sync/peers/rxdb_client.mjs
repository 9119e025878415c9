// RxDB's replication with its server, once through; batches of its default size. The bench gives the
// server's certificate by NODE_EXTRA_CA_CERTS: RxDB's HTTP client is Node's own.
import { replicateServer } from 'rxdb-server/plugins/replication-server'
import { given, timed } from './program.mjs'
import { openRecords } from './rxdb_records.mjs'

const up = Number(given.up)
const down = Number(given.down)
const { collection } = await openRecords('device', 0, up)

await timed(async () => {
  const replication = replicateServer({
    collection,
    replicationIdentifier: 'bench',
    url: `https://${given.host}:${given.port}/records/0`,
    ...(up > 0 ? { push: { batchSize: 100 } } : {}),
    ...(down > 0 ? { pull: { batchSize: 100 } } : {}),
    live: false,
    waitForLeadership: false,
  })
  let pushed = 0
  replication.sent$.subscribe(() => ++pushed)
  let pulled = 0
  replication.received$.subscribe(() => ++pulled)
  replication.error$.subscribe((error) => {
    console.error(JSON.stringify(error.parameters ?? String(error)).slice(0, 500))
    process.exit(1)
  })
  await replication.awaitInitialReplication()
  return { pushed, pulled }
})
