/** Where in the queue somebody is: it goes along in every address and form of a review, so that «next» means the next there. */
import { QUEUE_ORDERS, QUEUE_STATES, type QueuePage } from "../../record/queue.ts"

/** An order, a filter and a place in it. */
export interface QueuePlace extends Pick<QueuePage, "order" | "state"> {
  /** Key of a source, or empty: all. */
  readonly source: string
  /** Place of the report that is looked at; empty where it was not reached through the queue. */
  readonly at: string
}

/** Reads it from an address or a form; what is unknown is as at first. */
export function readPlace(get: (name: string) => string | undefined): QueuePlace {
  const order = QUEUE_ORDERS.find((one) => one === get("order")) ?? "newest"
  const state = QUEUE_STATES.find((one) => one === get("state")) ?? "waiting"
  const [source = "", at = ""] = [get("source"), get("at")]
  return { order, state, source: source.slice(0, 200), at: at.slice(0, 220) }
}

/** As the end of an address. */
export function placeQuery(place: QueuePlace, more: Readonly<Record<string, string>> = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...place, ...more }))
    if (value !== "" && !(name === "order" && value === "newest") && !(name === "state" && value === "waiting"))
      params.set(name, value)
  const text = params.toString()
  return text === "" ? "" : `?${text}`
}

/** As the record asks for it. */
export function queueAsked({ order, state, source }: QueuePlace): Pick<QueuePage, "order" | "state" | "source"> {
  return source === "" ? { order, state } : { order, state, source }
}
