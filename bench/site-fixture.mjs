// A record as a large site holds it: invented actions with everything that pages link. Drawn by a seed: the same on every machine.
import { builtInKnowledge, codeReport } from "@karnegar/coder"
import { EMPTY_FIELDS, NO_WORDS } from "../packages/karnegar/dist/record/fields.js"
import { importedId } from "../packages/karnegar/dist/record/imports.js"
import { openRecord } from "../packages/karnegar/dist/record/open.js"
import { registersFrom } from "../packages/karnegar/dist/record/registers.js"
import { codesOf } from "../packages/karnegar/dist/web/words/code-words.js"
import { seeded } from "./reports.mjs"

/** Calls that people linked actions to, places that each names, and actions that answer it. */
const LINKED_CALLS = 320
const CALLED_PLACES = 6
const ANSWERS = 3
const CAMPAIGNS = 24
const CAMPAIGN_ACTIONS = 12
/** Statements in which one organisation of the register supports another. */
const STATEMENTS = 400
const EVENTS = 6
/** Rows of one import, which is one transaction. */
const BATCH = 2000
const NAME = "bench-site"
/** The newest day; everything lies in the twenty years before it. */
const LAST = Date.parse("2026-06-01")
const DAYS = 7300

/** Draws the fields of actions and calls. */
function fieldsOf(seed) {
  const random = seeded(seed)
  const knowledge = builtInKnowledge()
  const below = (n) => Math.floor(random() * n)
  const codes = (kind) => codesOf(kind).map(({ code }) => code)
  const kinds = Object.fromEntries(
    ["workforces", "demands", "outcomes", "repression"].map((kind) => [kind, codes(kind)]),
  )
  const towns = [...knowledge.places.values()].filter((place) => place.type === "city" && place.lat !== null)
  const workplaces = [...knowledge.workplaces.keys()]
  const organisations = [...knowledge.organisations.keys()]
  // The first of a list far more often than the last, as towns and trades are.
  const pick = (list) => list[Math.floor(random() ** 2 * list.length)]
  const some = (list, share) => (random() < share ? [pick(list)] : [])
  const place = () => {
    const { id, name, nameEn, type, provinceId, lat, lon } = pick(towns)
    return { placeId: id, nameFa: name, nameEn, type, provinceId, lat, lon }
  }
  const day = (n) => new Date(LAST - n * 864e5).toISOString().slice(0, 10)
  return (isCall) => {
    const start = Math.floor(random() ** 1.5 * DAYS)
    const many = isCall || below(10) === 0
    const places = new Map(
      Array.from({ length: isCall ? CALLED_PLACES : many ? 1 + below(6) : 1 }, place).map((one) => [one.placeId, one]),
    )
    const least = 20 * (1 + below(100))
    return {
      ...EMPTY_FIELDS,
      forms: [pick(["gathering", "strike", "march", "sit_in"])],
      status: isCall ? "called" : "held",
      start: day(start),
      end: below(5) === 0 ? day(Math.max(0, start - below(12))) : null,
      precision: "day",
      places: [...places.values()],
      workforce: pick(kinds.workforces),
      demands: [...new Set([...some(kinds.demands, 0.9), ...some(kinds.demands, 0.3)])],
      outcomes: isCall ? [] : some(kinds.outcomes, 0.25),
      repression: isCall ? [] : some(kinds.repression, 0.1),
      workplaceId: below(4) === 0 ? pick(workplaces) : null,
      organisationIds: some(organisations, 0.2),
      participants: below(3) === 0 ? { min: least, max: least * 2, basis: "stated" } : null,
    }
  }
}

/** Statements of support, as reports with codings. */
function statements(count) {
  const names = [...builtInKnowledge().organisations.values()].map(({ name }) => name)
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [names[i % names.length], names[(i * 7 + 3) % names.length]]
    const id = `statement-${i}`
    const published = new Date(LAST - i * 6 * 864e5).toISOString().slice(0, 10)
    const own = Array.from({ length: 24 }, (__, k) => `نشانه${(i * 24 + k).toString(36)}`).join(" ")
    const text = `بیانیه\n${from} از ${to} و اعتصاب کارگران نیشکر هفت‌تپه حمایت می‌کند و خواستار آزادی زندانیان است.\n${from} ${own}`
    const coding = codeReport({ id, text, published })
    const report = { foreignId: id, text, source: null, url: null, published, lang: "fa", sample: false }
    return {
      report,
      coding:
        coding.kind === "statement" ? { ...coding, themes: { ...coding.themes, solidarity: [{ from, to }] } } : coding,
    }
  })
}

/** A row as an import brings it: for one publish more, too. */
export function rowsFrom(seed) {
  const draw = fieldsOf(seed)
  return (key, isCall = false) => ({ key, fields: draw(isCall), words: NO_WORDS, urls: [`https://example.org/${key}`] })
}

/** Puts one row on the record, checked. @returns the id of its action. */
export async function publish(record, row) {
  await record.importRows({ name: NAME, source: null, sha256: "0".repeat(64), rows: [row], reviewed: "bench" })
  return importedId(NAME, row.key)
}

/**
 * Fills a record in a folder with so many actions, and opens it.
 *
 * @param share Part of all that is linked to them: calls, campaigns, statements; a test takes little of it.
 * @returns the record and ids that a bench may look for.
 */
export async function openSiteRecord(dataDir, actions, share = 1) {
  const calls = Math.ceil(LINKED_CALLS * share)
  const campaigns = Math.ceil(CAMPAIGNS * share)
  const record = await openRecord({ dataDir }, { registers: registersFrom(builtInKnowledge()) })
  const ids = (from, count) => Array.from({ length: count }, (_, i) => importedId(NAME, `${from}${i}`))
  const known = { actionIds: ids("a", actions), callIds: ids("c", calls), campaignIds: [] }
  for (let i = 0; i < campaigns; i++) known.campaignIds.push(`bench-campaign-${i}`)
  if ((await record.counts()).actions > 0) return { record, ...known }
  const row = rowsFrom(11)
  const rows = [
    ...Array.from({ length: calls }, (_, i) => row(`c${i}`, true)),
    ...Array.from({ length: actions }, (_, i) => row(`a${i}`)),
  ]
  await record.setRules({ acceptCodings: true })
  for (let from = 0; from < rows.length; from += BATCH)
    await record.importRows({
      name: NAME,
      source: null,
      sha256: String(from).padStart(64, "0"),
      rows: rows.slice(from, from + BATCH),
      reviewed: "bench",
    })
  await record.addAllCoded(statements(Math.ceil(STATEMENTS * share)))
  for (const [i, call] of known.callIds.entries())
    for (let k = 0; k < ANSWERS; k++)
      await record.linkCall(call, known.actionIds[(i * ANSWERS + k) % actions], true, "bench")
  for (const [i, id] of known.campaignIds.entries()) {
    await record.put("campaign", {
      id,
      name_fa: `کارزار ${i + 1}`,
      name_en: `Campaign ${i + 1}`,
      workforce: "retirees",
    })
    for (let k = 0; k < CAMPAIGN_ACTIONS; k++)
      await record.joinCampaign(known.actionIds[(i * CAMPAIGN_ACTIONS + k) % actions], id, "bench")
  }
  for (let i = 0; i < EVENTS; i++)
    await record.put("context_event", {
      id: `bench-event-${i}`,
      name_fa: `رویداد ${i + 1}`,
      name_en: `Event ${i + 1}`,
      kind: "price_rise",
      first_day: new Date(LAST - i * 400 * 864e5).toISOString().slice(0, 10),
    })
  return { record, ...known }
}
