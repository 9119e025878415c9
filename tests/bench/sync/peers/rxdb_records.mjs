// The records' collection, the same at both ends. Memory is the storage that RxDB has in Node without
// paying: nothing is written to disk.
import { createRxDatabase } from 'rxdb'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { records } from './program.mjs'

const text = { type: 'string' }
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 64 },
    encounter: text,
    subject: text,
    performer: text,
    device: text,
    kind: text,
    status: text,
    effective: text,
    code: { type: 'object', properties: { system: text, code: text, display: text } },
    value: { type: 'object', properties: { value: { type: 'number' }, unit: text } },
    note: text,
  },
}

export async function openRecords(name, first, count) {
  const database = await createRxDatabase({ name, storage: getRxStorageMemory() })
  await database.addCollections({ records: { schema } })
  const collection = database.collections.records
  if (count > 0)
    await collection.bulkInsert(records(first, count).map(({ _id, ...rest }) => ({ id: _id, ...rest })))
  return { database, collection }
}
