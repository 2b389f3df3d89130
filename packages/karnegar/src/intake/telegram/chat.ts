/** A chat of an export, as far as it may be known: a channel or a group. */
export interface Chat {
  /** Its number at Telegram, the same for ever; null in an HTML export, which tells none. */
  readonly id: string | null
  readonly name: string | null
  readonly kind: ChatKind
}

/**
 * `channel`: posts for the public. `closed`: a group, or a channel that nobody finds who was not let in. `private`: two people, or
 * one alone.
 */
export type ChatKind = "channel" | "closed" | "private"

const CHANNELS: ReadonlySet<string> = new Set(["public_channel"])
/** Groups are called public when anybody may read them, but those who write there are people and no publisher. */
const CLOSED: ReadonlySet<string> = new Set([
  "private_channel",
  "private_group",
  "private_supergroup",
  "public_supergroup",
  "public_group",
])

/** What the export calls a chat's type; whatever is not known to be a channel or a group counts as private. */
export function chatKindOf(type: string | null): ChatKind {
  if (type !== null && CHANNELS.has(type)) return "channel"
  return type !== null && CLOSED.has(type) ? "closed" : "private"
}

/**
 * Is a chat to be read? A public channel is, unless others were asked for. Any other only when the operator asked for this one by
 * its name or number: people wrote there among themselves.
 */
export function isWanted(chat: Chat, asked: readonly string[]): boolean {
  if (asked.length === 0) return chat.kind === "channel"
  const name = chat.name === null ? null : alike(chat.name)
  return asked.some((one) => one === chat.id || (name !== null && name !== "" && alike(one) === name))
}

/** «ي» and «ی» are typed for one another, and a name is typed with or without the spaces around it. */
function alike(name: string): string {
  return name.normalize("NFKC").replaceAll("ي", "ی").replaceAll("ك", "ک").trim()
}

/** Key that a chat's source stands under unless the operator gives another; null where the chat has no number. */
export function sourceKeyOf(chat: Pick<Chat, "id">): string | null {
  return chat.id === null ? null : `telegram-${chat.id}`
}
