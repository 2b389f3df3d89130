/*
 * Telegram Desktop exports as its versions of several years write them, invented whole: roles for people, words of no
 * newspaper. Every field that holds a person holds a canary; nothing that a reader gives may hold one.
 */

/** Forms that exports had, each with what came new in it. */
export const YEARS = [2019, 2021, 2022, 2023, 2025, 2026] as const
/** Forms that exports had, each with what came new in it. */
export type Year = (typeof YEARS)[number]

/** What an export is made of, and what must not come out of it. */
export interface MadeExport {
  readonly year: Year
  readonly json: string
  /** The same messages as pages of HTML. */
  readonly html: readonly string[]
  readonly canaries: readonly string[]
  /** What a reader should give of the channel, in order. */
  readonly wanted: readonly WantedMessage[]
}

/** A message as a reader should give it. */
export interface WantedMessage {
  readonly id: number
  /** Seconds since 1970. */
  readonly at: number
  readonly edited: number | null
  readonly text: string
  /** Number of the channel it was forwarded from, where this year's form tells it. */
  readonly forwardedId: string | null
  /** Number of the message of the same chat that it answers. */
  readonly replyTo: number | null
}

interface Part {
  readonly type: string
  readonly text: string
  readonly extra?: readonly [key: string, value: string | number]
}

/** A generator of numbers below one, the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const TOWNS = ["شوش", "اراک", "تبریز", "سنندج", "بندرعباس", "کرمان", "یزد"]
const GROUPS = ["کارگران نیشکر", "معلمان", "پرستاران", "رانندگان کامیون", "بازنشستگان", "نانوایان", "کارگران شهرداری"]
const ACTS = ["تجمع کردند", "دست از کار کشیدند", "راهپیمایی کردند", "نشست برگزار کردند", "نامه نوشتند"]
const NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"

/** Makes one export. `account`: a whole account with private chats, contacts and sessions beside the channel. */
export function makeExport(
  seed: number,
  options: { readonly messages?: number; readonly account?: boolean } = {},
): MadeExport {
  const next = random(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  const year = YEARS[seed % YEARS.length]!
  const canaries: string[] = []
  const canary = (): string => {
    const letters = Array.from({ length: 9 }, () => "bdfghjklmnpqrstvwxz"[Math.floor(next() * 19)]).join("")
    canaries.push(letters)
    return `Canary${letters}`
  }
  const number = (): number => {
    const digits = 10 ** 11 + Math.floor(next() * 9 * 10 ** 11)
    canaries.push(String(digits))
    return digits
  }
  const channelId = 1_000_000_000 + seed
  const channel = `کانال نمونه ${seed}`
  const wanted: WantedMessage[] = []
  const json: object[] = []
  const html: string[] = []
  let at = Date.UTC(year - 1, 2, 21) / 1000 + Math.floor(next() * 86_400)
  let id = Math.floor(next() * 1000)
  const count = options.messages ?? 12
  for (let i = 0; i < count; i++) {
    at += 60 + Math.floor(next() * 9_000)
    id += 1 + Math.floor(next() * 3)
    const kind = next()
    if (kind < 0.12) {
      json.push(service(id, at))
      html.push(
        `<div class="message service" id="message${id}"><div class="body details">${canary()} joined group by link from ${canary()}</div></div>`,
      )
      continue
    }
    if (kind < 0.16) {
      json.push({ id, type: "unsupported" })
      html.push(
        `<div class="message service" id="message${id}"><div class="body details">This message is not supported by this version of Telegram Desktop. Please update the application.</div></div>`,
      )
      continue
    }
    if (kind < 0.24) {
      json.push({ ...head(id, at), ...contact(), text: "", ...(year >= 2023 ? { text_entities: [] } : {}) })
      html.push(
        page(
          id,
          at,
          "",
          `<div class="media_wrap clearfix"><div class="media clearfix pull_left media_contact"><div class="fill pull_left"></div><div class="body"><div class="title bold">${canary()}</div><div class="status details">+${number()}</div></div></div></div>`,
          null,
        ),
      )
      continue
    }
    const parts = textParts()
    const edited = next() < 0.25 ? at + 30 + Math.floor(next() * 5_000) : null
    const forwarded = next() < 0.25 ? (next() < 0.5 ? "channel" : "person") : null
    const forwardedId =
      forwarded === "channel" && year >= 2026 ? String(2_000_000_000 + Math.floor(next() * 1000)) : null
    const forwardedName = forwarded === null ? null : canary()
    const album = next() < 0.15
    const replyTo = next() < 0.2 ? id - 1 - Math.floor(next() * 3) : null
    // Of another chat: its numbers are others. Told so since 2023.
    const elsewhere = replyTo !== null && year >= 2023 && next() < 0.3
    const text = parts
      .map(({ type, text }) => (["phone", "email", "mention_name", "bank_card"].includes(type) ? "[…]" : text))
      .join("")
    const photo = album || next() < 0.2 ? { photo: NOT_INCLUDED, width: 1280, height: 720 } : {}
    json.push({
      ...head(id, at, edited),
      ...(next() < 0.3 ? { author: canary() } : {}),
      ...(forwardedName === null ? {} : { forwarded_from: forwardedName }),
      ...(forwarded !== null && year >= 2026
        ? { forwarded_from_id: forwarded === "channel" ? `channel${forwardedId}` : `user${number()}` }
        : {}),
      ...(next() < 0.1 ? { saved_from: canary() } : {}),
      ...(replyTo === null ? {} : { reply_to_message_id: replyTo }),
      ...(elsewhere ? { reply_to_peer_id: `user${number()}` } : {}),
      ...(next() < 0.1 ? { via_bot: `@${canary()}` } : {}),
      ...photo,
      ...(next() < 0.1 ? poll() : {}),
      ...written(parts),
      ...(year >= 2025 ? extras() : {}),
    })
    html.push(
      page(
        id,
        at,
        parts.map(htmlOf).join(""),
        "photo" in photo ? noPhoto() : "",
        forwardedName,
        elsewhere ? "elsewhere" : replyTo,
      ),
    )
    wanted.push({
      id,
      at,
      edited,
      text: text.trim(),
      forwardedId,
      replyTo: elsewhere || (replyTo ?? 0) <= 0 ? null : replyTo,
    })
    if (album) {
      for (let part = 0; part < 2; part++) {
        id++
        json.push({
          ...head(id, at),
          ...(forwardedName === null ? {} : { forwarded_from: forwardedName }),
          photo: NOT_INCLUDED,
          ...written([]),
        })
        html.push(page(id, at, "", noPhoto(), forwardedName))
      }
    }
  }

  const chat = { name: channel, type: "public_channel", id: channelId, messages: json }
  return {
    year,
    json: JSON.stringify(options.account ? account(chat) : chat, null, 1),
    html: pages(html),
    canaries,
    wanted,
  }

  function head(id: number, at: number, edited: number | null = null): object {
    const own = year >= 2021 ? `channel${channelId}` : channelId
    return {
      id,
      type: "message",
      date: local(at),
      ...(year >= 2022 ? { date_unixtime: String(at) } : {}),
      ...(edited !== null ? { edited: local(edited) } : year === 2019 ? { edited: "1970-01-01T03:30:00" } : {}),
      ...(edited !== null && year >= 2022 ? { edited_unixtime: String(edited) } : {}),
      from: channel,
      from_id: own,
    }
  }

  function service(id: number, at: number): object {
    return {
      id,
      type: "service",
      date: local(at),
      ...(year >= 2022 ? { date_unixtime: String(at) } : {}),
      actor: canary(),
      actor_id: `user${number()}`,
      action: "invite_members",
      members: [canary(), canary()],
      inviter: canary(),
      text: "",
    }
  }

  function contact(): object {
    return {
      contact_information: { first_name: canary(), last_name: canary(), phone_number: `+${number()}` },
      contact_vcard: `contacts/${canary()}.vcard`,
    }
  }

  function poll(): object {
    return {
      poll: {
        question: canary(),
        closed: false,
        total_voters: 3,
        answers: [{ text: canary(), voters: 3, chosen: true, recent_voters: [`user${number()}`] }],
      },
    }
  }

  function extras(): object {
    return {
      media_spoiler: true,
      file_name: `${canary()}.pdf`,
      performer: canary(),
      inline_bot_buttons: [[{ type: "url", text: canary(), data: `https://example.org/${canary()}` }]],
      reactions: [
        {
          type: "emoji",
          count: 2,
          emoji: "✊",
          recent: [{ from: canary(), from_id: `user${number()}`, date: local(at) }],
        },
      ],
      location_information: { latitude: number(), longitude: number() },
      place_name: canary(),
      [`x_${canary()}`]: canary(),
    }
  }

  function textParts(): Part[] {
    const parts: Part[] = [
      { type: "bold", text: `${pick(GROUPS)} ${pick(TOWNS)}` },
      { type: "plain", text: ` امروز ${pick(ACTS)} & خواهان «مزد» شدند.\n\n` },
    ]
    if (next() < 0.3) parts.push({ type: "mention_name", text: canary(), extra: ["user_id", number()] })
    if (next() < 0.3) parts.push({ type: "phone", text: `+${number()}` })
    if (next() < 0.2) parts.push({ type: "email", text: `${canary()}@example.org` })
    if (next() < 0.3)
      parts.push({ type: "text_link", text: "پیوند", extra: ["href", `https://example.org/?by=${canary()}`] })
    if (year >= 2023 && next() < 0.3) parts.push({ type: "custom_emoji", text: "✊", extra: ["document_id", canary()] })
    if (year >= 2023 && next() < 0.2) parts.push({ type: "spoiler", text: "پنهان <نه>" })
    if (year >= 2025 && next() < 0.2)
      parts.push({ type: "blockquote", text: "نقل\nقول", extra: ["collapsed", "false"] })
    parts.push(
      { type: "hashtag", text: "#کارگران" },
      { type: "plain", text: "\n" },
      { type: "mention", text: "@kanal_nemune" },
    )
    return next() < 0.2 ? [{ type: "plain", text: `${pick(GROUPS)} در ${pick(TOWNS)} ${pick(ACTS)}.` }] : parts
  }

  function written(parts: readonly Part[]): object {
    const object = ({ type, text, extra }: Part) => ({
      type,
      text,
      ...(extra === undefined ? {} : { [extra[0]]: extra[1] }),
    })
    const plain = parts.length === 0 ? "" : parts.length === 1 && parts[0]!.type === "plain" ? parts[0]!.text : null
    const text = plain ?? parts.map((part) => (part.type === "plain" ? part.text : object(part)))
    return year >= 2023 ? { text, text_entities: parts.map(object) } : { text }
  }

  function htmlOf({ type, text, extra }: Part): string {
    const safe = escaped(text)
    switch (type) {
      case "bold":
        return `<strong>${safe}</strong>`
      case "mention_name":
        return `<a href="" onclick="return ShowMentionName()">${safe}</a>`
      case "phone":
        return `<a href="tel:${safe}">${safe}</a>`
      case "email":
        return `<a href="mailto:${safe}">${safe}</a>`
      case "text_link":
        return `<a href="${escaped(String(extra![1]))}">${safe}</a>`
      case "custom_emoji":
        return `<a href = "${escaped(String(extra![1]))}">${safe}</a>`
      case "spoiler":
        return `<span class="spoiler hidden" onclick="ShowSpoiler(this)"><span aria-hidden="true">${safe}</span></span>`
      case "blockquote":
        return `<blockquote>${safe}</blockquote>`
      case "hashtag":
        return `<a href="" onclick="return ShowHashtag(&quot;${escaped(text.slice(1))}&quot;)">${safe}</a>`
      case "mention":
        return `<a href="https://t.me/${escaped(text.slice(1))}">${safe}</a>`
      default:
        return safe
    }
  }

  function noPhoto(): string {
    return `
     <div class="media_wrap clearfix">
      <div class="media clearfix pull_left media_photo">
       <div class="fill pull_left"></div>
       <div class="body">
        <div class="title bold">Photo</div>
        <div class="description">Not included, change data exporting settings to download.</div>
        <div class="status details">1280x720, 120.1 KB</div>
       </div>
      </div>
     </div>`
  }

  function page(
    id: number,
    at: number,
    text: string,
    media: string,
    forwardedName: string | null,
    replyTo: number | "elsewhere" | null = null,
  ): string {
    const joined = next() < 0.3
    const title = `${dotted(at)}${year >= 2022 ? " UTC+03:30" : ""}`
    const body = `${media}${text === "" ? "" : `\n      <div class="text">\n${text}\n      </div>\n`}${next() < 0.3 ? `<div class="signature details">${canary()}</div>` : ""}${
      year >= 2025
        ? `<span class="reactions"><span class="reaction"><span class="emoji">✊</span><span class="userpics"><div class="userpic userpic4"><div class="initials" title="${canary()}">${canary()}</div></div></span></span></span>`
        : ""
    }`
    return `
    <div class="message default clearfix${joined ? " joined" : ""}" id="message${id}">
${joined ? "" : `     <div class="pull_left userpic_wrap"><div class="userpic userpic3" style="width: 42px; height: 42px"><div class="initials" style="line-height: 42px">${canary()}</div></div></div>`}
     <div class="body">
      <div class="pull_right date details" title="${title}">
${title.slice(11, 16)}
      </div>
${joined ? "" : `<div class="from_name">\n${escaped(channel)} via @${canary()}\n</div>`}
${forwardedName === null ? "" : `<div class="pull_left forwarded userpic_wrap"><div class="userpic"><div class="initials">${canary()}</div></div></div><div class="forwarded body"><div class="from_name">\n${forwardedName} <span class="date details" title="${title}"> ${dotted(at)}</span></div>`}
${replyHtml(replyTo)}
${body}
${forwardedName === null ? "" : "</div>"}
     </div>
    </div>
`
  }

  /** A link to a message on an earlier page names the page; one of another chat is no link. */
  function replyHtml(replyTo: number | "elsewhere" | null): string {
    if (replyTo === null) return ""
    const link =
      replyTo === "elsewhere"
        ? "a message in another chat"
        : next() < 0.5
          ? `<a href="#go_to_message${replyTo}" onclick="return GoToMessage(${replyTo})">this message</a>`
          : `<a href="messages2.html#go_to_message${replyTo}">this message</a>`
    return `<div class="reply_to details">\nIn reply to ${link}\n</div>`
  }

  function pages(messages: readonly string[]): string[] {
    const out: string[] = []
    for (let from = 0; from === 0 || from < messages.length; from += 1000) {
      out.push(`<!DOCTYPE html>
<html>
 <head>
  <meta charset="utf-8"/>
<title>Exported Data</title>
  <meta name="viewport" content="width=device-width, initial-scale=1.0"/>
  <link href="css/style.css" rel="stylesheet"/>
  <script src="js/script.js" type="text/javascript">
  </script>
 </head>
 <body onload="CheckLocation();">
  <div class="page_wrap">
   <div class="page_header">
    <div class="content">
     <div class="text bold">
${escaped(channel)}
     </div>
    </div>
   </div>
   <div class="page_body chat_page">
    <div class="history">
     <div class="message service" id="message-1"><div class="body details">21 March ${year - 1}</div></div>
${messages.slice(from, from + 1000).join("")}
    </div>
   </div>
  </div>
 </body>
</html>
`)
    }
    return out
  }

  function account(chat: object): object {
    const people = [
      "personal_chat",
      "bot_chat",
      "saved_messages",
      "replies",
      "private_group",
      "private_supergroup",
      "public_supergroup",
    ]
    const others = people.map((type) => ({
      ...(type === "saved_messages" || type === "replies" ? {} : { name: canary() }),
      type,
      id: number(),
      messages: [
        {
          id: 1,
          type: "message",
          date: local(at),
          date_unixtime: String(at),
          from: canary(),
          from_id: `user${number()}`,
          text: canary(),
          text_entities: [{ type: "plain", text: canary() }],
        },
      ],
    }))
    const middle = Math.floor(next() * others.length)
    return {
      about: "Here is the data you requested.",
      personal_information: {
        user_id: number(),
        first_name: canary(),
        last_name: canary(),
        phone_number: `+${number()}`,
        username: `@${canary()}`,
        bio: canary(),
      },
      profile_pictures: [{ date: local(at), photo: `profile_pictures/${canary()}.jpg` }],
      contacts: {
        about: "x",
        list: [
          {
            user_id: number(),
            first_name: canary(),
            last_name: canary(),
            phone_number: `+${number()}`,
            date: local(at),
          },
        ],
      },
      frequent_contacts: {
        about: "x",
        list: [{ id: number(), category: "people", type: "user", name: canary(), rating: 1 }],
      },
      sessions: { about: "x", list: [{ last_ip: canary(), device_model: canary() }] },
      chats: { about: "x", list: [...others.slice(0, middle), chat, ...others.slice(middle)] },
      left_chats: {
        about: "x",
        list: [
          {
            name: canary(),
            type: "private_group",
            id: number(),
            messages: [{ id: 1, type: "message", date: local(at), text: canary() }],
          },
        ],
      },
      other_data: { drafts: [{ chat: canary(), html: canary() }] },
    }
  }
}

/** As the exporting machine's clock shows it: here in winter time of Iran. */
function local(at: number): string {
  return new Date((at + 12_600) * 1000).toISOString().slice(0, 19)
}

function dotted(at: number): string {
  const [day, time] = local(at).split("T") as [string, string]
  return `${day.split("-").reverse().join(".")} ${time}`
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;")
    .replaceAll("\n", "<br>")
}
