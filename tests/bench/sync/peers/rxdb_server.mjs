// rxdb-server with a replication endpoint, as its documentation sets it up, over TLS.
import { RxServerAdapterExpress } from 'rxdb-server/plugins/adapter-express'
import { createRxServer } from 'rxdb-server/plugins/server'
import { given, serve } from './program.mjs'
import { openRecords } from './rxdb_records.mjs'

const { database, collection } = await openRecords('practice', Number(given.up), Number(given.down))
const server = await createRxServer({
  database,
  adapter: { ...RxServerAdapterExpress, listen: serve },
  authHandler: () => ({ data: {}, validUntil: Date.now() + 86_400_000 }),
  port: Number(given.port),
  hostname: given.host,
})
server.addReplicationEndpoint({ name: 'records', collection })
await server.start()
