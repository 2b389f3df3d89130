/** What became of an export's messages and chats: figures only, no word of theirs. */
export interface TelegramCounts {
  /** Messages looked at, of chats that were read. */
  messages: number
  /** “X joined the group” and the like. */
  service: number
  /** Kinds of message that the exporting program did not know. */
  unsupported: number
  /** Pictures without a caption, stickers, polls. */
  withoutText: number
  /** Pictures without a caption that belong to a message that has one. */
  joined: number
  edited: number
  /** Forwarded from a channel that is known, by its number or as a source on the register. */
  fromChannels: number
  /** Forwarded from a person, or from a name that may be one: not kept. */
  fromUnknown: number
  /** Files that the export tells of and does not hold. */
  filesNotIncluded: number
  /** Phone numbers, mailboxes, cards and names of accounts that were taken out of texts. */
  takenOut: number
  /** Chats of an account's export that were passed over unread. */
  readonly chatsPassed: { channel: number; closed: number; private: number }
}

/** All zero. */
export function newCounts(): TelegramCounts {
  return {
    messages: 0,
    service: 0,
    unsupported: 0,
    withoutText: 0,
    joined: 0,
    edited: 0,
    fromChannels: 0,
    fromUnknown: 0,
    filesNotIncluded: 0,
    takenOut: 0,
    chatsPassed: { channel: 0, closed: 0, private: 0 },
  }
}
