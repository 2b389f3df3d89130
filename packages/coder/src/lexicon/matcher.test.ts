import { describe, expect, test } from "vitest"
import { readDoc } from "../text/read-doc.ts"
import { Matcher } from "./matcher.ts"

const STEMS = new Map([
  ["کشیدن", { past: "کشید", present: ["کش"] }],
  ["کردن", { past: "کرد", present: ["کن"] }],
  ["زدن", { past: "زد", present: ["زن"] }],
  ["امدن", { past: "امد", present: ["ا", "ای"] }],
  ["دادن", { past: "داد", present: ["ده"] }],
  ["برگشتن", { past: "برگشت", present: ["برگرد"], preverb: "بر" }],
])

const IRREGULAR = new Map([["struck", "strike"]])

function added(pattern: string): Matcher {
  const matcher = new Matcher(STEMS, IRREGULAR)
  matcher.add(1, pattern)
  return matcher
}

function found(pattern: string, text: string, matcher = added(pattern)): string[] {
  const doc = readDoc(text)
  return matcher
    .find(doc)
    .list()
    .map((h) => text.slice(doc.starts[h.first]!, doc.ends[h.past - 1]!) + (h.negated ? " [not]" : ""))
}

describe("Matcher.find", () => {
  const cases: readonly [name: string, pattern: string, text: string, want: readonly string[]][] = [
    ["finds a plain word", "تجمع", "دیروز تجمع شد", ["تجمع"]],
    ["finds it with the indefinite ی", "تجمع", "تجمعی برپا شد", ["تجمعی"]],
    ["finds no other word that begins alike", "تجمع", "تجمل و تجمیع", []],
    [
      "finds every tense of a verb lemma",
      "دست از کار {کشیدن}",
      "دست از کار کشیدند. دست از کار می‌کشیم. دست از کار کشیده‌اند. دست از کار بکشند",
      ["دست از کار کشیدند", "دست از کار می‌کشیم", "دست از کار کشیده‌اند", "دست از کار بکشند"],
    ],
    ["marks a negated verb", "تجمع {کردن}", "آنها تجمع نکردند", ["تجمع نکردند [not]"]],
    ["reads a lemma given in the negative as only negated forms", "بار {نزدن}", "بار نزدند و بار زدند", ["بار نزدند"]],
    [
      "knows the glide of a lemma given in the negative",
      "سر کار {نیامدن}",
      "سر کار نیامدند، سر کار آمدند",
      ["سر کار نیامدند"],
    ],
    [
      "puts negation and می between a preverb and its verb",
      "سر کار {برگشتن}",
      "سر کار برنگشتند، سر کار برمی‌گردند، سر کار برنمی‌گردیم",
      ["سر کار برنگشتند [not]", "سر کار برمی‌گردند", "سر کار برنمی‌گردیم [not]"],
    ],
    [
      "reads such a verb in the negative",
      "سر کار {برنگشتن}",
      "سر کار برنگشته‌اند، سر کار برگشتند",
      ["سر کار برنگشته‌اند"],
    ],
    ["reads spoken attached می", "تجمع {کردن}", "تجمع میکنن", ["تجمع میکنن"]],
    [
      "knows the glide of آمدن",
      "گرد هم {آمدن}",
      "گرد هم نیامدند، گرد هم می‌آیند، گرد هم آمدند",
      ["گرد هم نیامدند [not]", "گرد هم می‌آیند", "گرد هم آمدند"],
    ],
    [
      "finds plural, possessive and -گان of a noun lemma",
      "{بازنشسته}",
      "بازنشستگان و بازنشسته‌ها و بازنشستگانی",
      ["بازنشستگان", "بازنشسته‌ها", "بازنشستگانی"],
    ],
    ["does not take a longer word for an inflection", "{کارگر}", "کارگردان فیلم", []],
    ["treats ZWNJ, space and underscore alike", "هفت تپه", "هفت‌تپه #هفت_تپه هفت تپه", ["هفت‌تپه", "هفت_تپه", "هفت تپه"]],
    [
      "skips up to five words at a gap",
      "دست … {زدن}",
      "دست به یک تجمع اعتراضی بزرگ زدند",
      ["دست به یک تجمع اعتراضی بزرگ زدند"],
    ],
    ["skips no sixth word", "دست … {زدن}", "دست به یک تجمع اعتراضی بزرگ دیگر زدند", []],
    ["crosses no sentence", "دست … {زدن}", "دست. بزنند", []],
    ["folds Arabic letters and diacritics", "کارگری", "كارگرِي", ["كارگرِي"]],
    ["finds either side of a bracket", "(جلوی|مقابل) مجلس", "مقابل مجلس و جلوی مجلس", ["مقابل مجلس", "جلوی مجلس"]],
    ["looks through quotation marks inside a phrase", "اعتصاب غذا", "اعتصاب «غذا»", ["اعتصاب «غذا"]],
    [
      "knows English inflection",
      "{strike}",
      "strikes, striking, struck, strikers, stricken",
      ["strikes", "striking", "struck", "strikers"],
    ],
  ]
  for (const [name, pattern, text, want] of cases) {
    test(name, () => expect(found(pattern, text)).toEqual(want))
    test(`${name}, unpacked`, () => {
      const unpacked = Matcher.unpack(STEMS, IRREGULAR, added(pattern).pack())
      expect(found(pattern, text, unpacked)).toEqual(want)
    })
  }

  test("refuses a phrase more once unpacked", () => {
    const unpacked = Matcher.unpack(STEMS, IRREGULAR, added("تجمع").pack())
    expect(() => unpacked.add(2, "اعتصاب")).toThrow("اعتصاب")
  })

  test("refuses a pattern with an open bracket", () => expect(() => found("(الف|ب", "")).toThrow("not closed"))
  test("refuses a gap at the end", () => expect(() => found("دست …", "")).toThrow("gap"))
})
