/** Where in the queue somebody is: it goes along in every address and form of a review, so that «next» means the next there. */
import { QUEUE_ORDERS, QUEUE_STATES, type QueuePage } from "../../record/queue.ts"

/** An order, a filter and a place in it. */
export interface QueuePlace extends Pick<QueuePage, "order" | "state"> {
  /** Key of a source, or empty: all. */
  readonly source: string
  /** `yes`: only what the one who looks has taken on; else empty. */
  readonly mine: string
  /** Place of the report that is looked at; empty where it was not reached through the queue. */
  readonly at: string
}

/** Reads it from an address or a form; what is unknown is as at first. */
export function readPlace(get: (name: string) => string | undefined): QueuePlace {
  const order = QUEUE_ORDERS.find((one) => one === get("order")) ?? "newest"
  const state = QUEUE_STATES.find((one) => one === get("state")) ?? "waiting"
  const [source = "", at = ""] = [get("source"), get("at")]
  const mine = get("mine") === "yes" ? "yes" : ""
  return { order, state, mine, source: source.slice(0, 200), at: at.slice(0, 220) }
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

/** As the record asks for it. @param own Role key of who looks. */
export function queueAsked(
  { order, state, source, mine }: QueuePlace,
  own: string,
): Pick<QueuePage, "order" | "state" | "source" | "assignee"> {
  return { order, state, ...(source === "" ? {} : { source }), ...(mine === "" ? {} : { assignee: own }) }
}
