// Invented reports as a large collection has them: many words, stock phrases, channels that sign their posts, series that fill in
// one form, and copies of earlier reports with known edits. Report `n` of a seed is the same for ever, alone or among others.
import { PHRASES, seeded } from "./reports.mjs"

/** Share of reports that copy an earlier one, and of those that fill in the form of a series. */
const COPIED = 0.06
const IN_SERIES = 0.015
const CHANNELS = 400
const SERIES = 60
const STEMS = 30_000
/** Stock phrases of three to six words, and the share of a sentence's places that one begins at. */
const COLLOCATIONS = 3_000
const COLLOCATED = 0.05

const GRAMMAR =
  "از به که را این با برای در و تا بر هم آن نیز اما یا هر چند پس پیش بین طی روی زیر بدون ولی اگر چون دیگر همین همه خود یکی".split(
    " ",
  )
const VERBS =
  "است بود شد کرد داد گرفت رسید ماند گفت خواست می‌شود می‌کند می‌گویند نمی‌دهند شده‌اند کرده‌اند داشتند رفتند آمدند برگشتند".split(
    " ",
  )
const ONSETS = "ب پ ت ج چ خ د ر ز س ش ف ق ک گ ل م ن و ه ی".split(" ")
const RHYMES = "ا ار ان اد ام اک و ور ون ی یر ین ت ن ر رد ند ست شت ل م".split(" ")
const ENDINGS = ["", "", "", "", "", "", "ی", "‌ها", "‌های", "‌هایی", "ان", "‌تر"]

/** The kinds of edits, each with what the edit is. */
export const EDITS = {
  exact: "the same text",
  signed: "another channel's header and signature",
  dropped: "a sentence left out",
  replaced: "8 % of the words replaced",
  scripts: "Arabic letters and digits, diacritics",
  spaces: "half-spaces lost",
  reordered: "sentences in another order",
  several: "signed, a sentence left out, 4 % replaced",
  lead: "the first 36 to 60 words of a long report",
}
const KINDS = Object.keys(EDITS)

const STEM_RANKS = ranksOf(STEMS)
const COLLOCATION_RANKS = ranksOf(COLLOCATIONS)

export class NearReports {
  #seed
  #stems = []
  #collocations = []
  #channels = []
  #series = []

  constructor(seed = 1) {
    this.#seed = seed
    const random = seeded(seed)
    const pick = picker(random)
    const known = new Set()
    while (this.#stems.length < STEMS) {
      let stem = ""
      // The commonest words are the shortest.
      const syllables = this.#stems.length < 200 ? 1 : random() < 0.25 ? 3 : 2
      while (stem.length < syllables * 2) stem += pick(ONSETS) + pick(RHYMES)
      if (random() < 0.04) stem += `‌${pick(ONSETS)}${pick(RHYMES)}`
      if (!known.has(stem)) this.#stems.push(stem)
      known.add(stem)
    }
    for (let i = 0; i < COLLOCATIONS; i++)
      this.#collocations.push(
        `${pick(GRAMMAR)} ${this.#words(random, 1 + Math.floor(random() * 3))} ${pick(GRAMMAR)}${random() < 0.5 ? ` ${this.#word(random)}` : ""}`,
      )
    for (let i = 0; i < CHANNELS; i++)
      this.#channels.push({
        head: random() < 0.4 ? this.#words(random, 2 + Math.floor(random() * 5)) : "",
        foot: random() < 0.7 ? `${this.#words(random, 3 + Math.floor(random() * 10))}\n@channel_${i}` : "",
      })
    for (let i = 0; i < SERIES; i++)
      this.#series.push(
        Array.from({ length: 3 + Math.floor(random() * 4) }, () => [
          this.#words(random, 3 + Math.floor(random() * 4)),
          this.#words(random, 2 + Math.floor(random() * 5)),
        ]),
      )
  }

  /** The text of report `n`, and, where it copies another, that report's number and the kind of edit. */
  at(n) {
    const random = this.#randomOf(n)
    const roll = random()
    if (n > 0 && roll < COPIED) return this.#copy(n, random)
    return { text: written(this.#original(random, roll)), of: null, edit: null }
  }

  #randomOf(n) {
    return seeded(Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(this.#seed, 0x85ebca6b))
  }

  #original(random, roll) {
    const channel = this.#channels[Math.floor(CHANNELS * random() ** 3)]
    const pick = picker(random)
    if (roll < COPIED + IN_SERIES) {
      const form = this.#series[Math.floor(SERIES * random() ** 2)]
      const fill = () => pick([PHRASES.place, PHRASES.group, PHRASES.day, PHRASES.spot][Math.floor(random() * 4)])
      return {
        ...channel,
        sentences: form.map(([a, b]) => `${a} ${fill()} ${b} ${this.#word(random)} ${pick(VERBS)}.`),
      }
    }
    const words = Math.min(600, Math.max(14, Math.exp(4.75 + 0.75 * bell(random))))
    const sentences = []
    for (let count = 0; count < words; ) {
      const sentence = random() < 0.35 ? stock(random, pick) : this.#sentence(random)
      sentences.push(sentence)
      count += sentence.split(" ").length
    }
    return { ...channel, sentences }
  }

  #copy(n, random) {
    const kind = KINDS[Math.floor(random() * KINDS.length)]
    for (let tries = 0; tries < 200; tries++) {
      const of = Math.floor(random() * n)
      const other = this.#randomOf(of)
      const roll = other()
      if (roll < COPIED + IN_SERIES) continue
      const original = this.#original(other, roll)
      const edited = this.#edit(kind, original, random)
      if (edited !== null) return { text: edited, of, edit: kind }
    }
    return { text: written(this.#original(random, 1)), of: null, edit: null }
  }

  /** The edited text; `null` where the original is too short for the edit. */
  #edit(kind, original, random) {
    const { sentences } = original
    const resigned = (changed) => ({ ...this.#channels[Math.floor(random() * CHANNELS)], sentences: changed })
    switch (kind) {
      case "exact":
        return written(original)
      case "signed":
        return written(resigned(sentences))
      case "dropped":
        return sentences.length < 5 ? null : written({ ...original, sentences: without(sentences, random) })
      case "replaced":
        return this.#replaced(written(original), 0.08, random)
      case "scripts":
        return written(original).replace(/[یک۰-۹]|(?<=[بتس])/g, (c) =>
          c === "ی"
            ? "ي"
            : c === "ک"
              ? "ك"
              : c === ""
                ? random() < 0.2
                  ? "َ"
                  : ""
                : String.fromCharCode(c.charCodeAt(0) - 0x90),
        )
      case "spaces":
        return written(original).replace(/‌/g, () => (random() < 0.5 ? "" : " "))
      case "reordered":
        return sentences.length < 4 ? null : written({ ...original, sentences: shuffled(sentences, random) })
      case "several":
        return sentences.length < 6 ? null : this.#replaced(written(resigned(without(sentences, random))), 0.04, random)
      default: {
        const words = sentences.join(" ").split(" ")
        return words.length < 130 ? null : written(resigned([words.slice(0, 36 + Math.floor(random() * 25)).join(" ")]))
      }
    }
  }

  #replaced(text, share, random) {
    return text
      .split(" ")
      .map((word) => (random() < share ? this.#word(random) : word))
      .join(" ")
  }

  #sentence(random) {
    const pick = picker(random)
    const parts = []
    const length = 7 + Math.floor(random() * 16)
    for (let i = 0; i < length; i++) {
      const roll = random()
      if (roll > 1 - COLLOCATED) parts.push(this.#collocations[zipf(COLLOCATION_RANKS, random)])
      else
        parts.push(
          roll < 0.36
            ? GRAMMAR[Math.floor(GRAMMAR.length * random() ** 2)]
            : roll < 0.39
              ? String(Math.floor(random() * 900))
              : this.#word(random),
        )
    }
    parts.push(pick(VERBS))
    return `${parts.join(" ")}.`
  }

  #words(random, count) {
    return Array.from({ length: count }, () => this.#word(random)).join(" ")
  }

  /** A word as often as words of its rank are (Zipf). */
  #word(random) {
    return this.#stems[zipf(STEM_RANKS, random)] + ENDINGS[Math.floor(random() * ENDINGS.length)]
  }
}

function stock(random, pick) {
  const roll = random()
  if (roll < 0.3) return pick(PHRASES.filler)
  if (roll < 0.65) return `آنان خواهان ${pick(PHRASES.demand)} و ${pick(PHRASES.demand)} هستند.`
  return `${pick(PHRASES.day)} ${pick(PHRASES.group)} در ${pick(PHRASES.place)} ${pick(PHRASES.spot)} ${pick(PHRASES.act)}.`
}

function written({ head, sentences, foot }) {
  return `${head === "" ? "" : `${head}\n`}${sentences.join(" ")}${foot === "" ? "" : `\n${foot}`}`
}

function without(sentences, random) {
  const gone = Math.floor(random() * sentences.length)
  return sentences.filter((_, i) => i !== gone)
}

function shuffled(sentences, random) {
  const out = [...sentences]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[out[i], out[j]] = [out[j], out[i]]
  }
  return out
}

function picker(random) {
  return (list) => list[Math.floor(random() * list.length)]
}

function ranksOf(count) {
  return Uint16Array.from({ length: 65_536 }, (_, i) => Math.floor(count ** ((i + 0.5) / 65_536)) - 1)
}

function zipf(ranks, random) {
  return ranks[Math.floor(random() * 65_536)]
}

/** About a normal deviate. */
function bell(random) {
  return (random() + random() + random() + random() - 2) * 1.73
}
