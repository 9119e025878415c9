// PouchDB on LevelDB, replicating as its documentation does; batches of its default size. Its
// connections are kept, which its HTTP client does only when told.
import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import PouchDB from 'pouchdb'
import { given, records, timed } from './program.mjs'

const agent = new Agent({
  keepAlive: true,
  ca: readFileSync(`${given.certificates}/certificate.pem`),
})
const local = new PouchDB(`${given.directory}/device`)
await local.bulkDocs(records(0, Number(given.up)))
await local.info()

await timed(async () => {
  const remote = new PouchDB(`https://${given.host}:${given.port}/practice`, {
    skip_setup: true,
    fetch: (url, options) => PouchDB.fetch(url, { ...options, agent }),
  })
  const up = Number(given.up) > 0
  const down = Number(given.down) > 0
  if (up && down) {
    const both = await local.sync(remote)
    return { pushed: both.push.docs_written, pulled: both.pull.docs_written }
  }
  const one = await (up ? local.replicate.to(remote) : local.replicate.from(remote))
  return { pushed: up ? one.docs_written : 0, pulled: up ? 0 : one.docs_written }
})
