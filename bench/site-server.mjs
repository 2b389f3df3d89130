// Serves a record of `site-fixture.mjs` in a process of its own; its address goes to the parent, which may ask for one publication more.
import { serveSite } from "../packages/karnegar/dist/web/serve.js"
import { openSiteRecord, publish, rowsFrom } from "./site-fixture.mjs"

const [dataDir, actions, share] = process.argv.slice(2)
const { record, actionIds, callIds, campaignIds } = await openSiteRecord(dataDir, Number(actions), Number(share ?? 1))
const { port } = await serveSite({ record, port: 0 })
const row = rowsFrom(23)
let n = 0
process.on("message", async () => process.send({ published: await publish(record, row(`more${n++}`)) }))
process.send({ port, actionId: actionIds[7], callId: callIds[0], campaignId: campaignIds[0] })
