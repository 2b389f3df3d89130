// Texts made to be slow: each shape grows to any length and keeps its nature. Own inventions, no report.

const repeat = (unit) => (letters) => unit.repeat(Math.ceil(letters / unit.length)).slice(0, letters)

/** A text of about `letters` letters from the pieces that `piece(i)` answers. */
const series = (piece) => (letters) => {
  const out = []
  for (let i = 0, length = 0; length < letters; i++) {
    const next = piece(i)
    out.push(next)
    length += next.length
  }
  return out.join("").slice(0, letters)
}

const TOWNS = ["اهواز", "شوش", "تبریز", "اراک", "کرمان", "سنندج", "رشت", "یزد", "قزوین", "بوشهر", "زاهدان", "گناوه"]
const GROUPS = ["کارگران نیشکر", "معلمان", "پرستاران", "رانندگان کامیون", "بازنشستگان", "نانوایان"]
const MONTHS = ["فروردین", "خرداد", "تیر", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن"]
const DEMANDS = ["پرداخت حقوق معوقه", "افزایش دستمزد", "حذف پیمانکار", "بازگشت به کار", "اجرای طرح طبقه‌بندی مشاغل"]
const at = (list, i) => list[i % list.length]

/** Shape → maker of a text of that many letters. */
export const HOSTILE = {
  "nested brackets": (letters) => "(".repeat(letters / 2) + ")".repeat(letters / 2),
  "nested quotes": (letters) => "«".repeat(letters / 2) + "»".repeat(letters / 2),
  "pairs of quotes": repeat("«تجمع» "),
  "words like dates": series((i) => `${(i % 31) + 1} ${at(MONTHS, i)} `),
  "years and slashes": series((i) => `${1380 + (i % 24)}/${(i % 12) + 1}/${(i % 30) + 1} `),
  "dates in one list": series((i) => `${(i % 31) + 1} و `),
  weekdays: repeat("سه‌شنبه و "),
  "nth days": repeat("برای چهارمین روز متوالی "),
  "one endless sentence": series(
    (i) => `${at(GROUPS, i)} در ${at(TOWNS, i)} تجمع کردند و خواهان ${at(DEMANDS, i)} شدند و `,
  ),
  "sentences of acts": series((i) => `${at(GROUPS, i)} در ${at(TOWNS, i)} تجمع کردند. `),
  "acts on many days": series(
    (i) => `${(i % 28) + 1} ${at(MONTHS, i)} ${at(GROUPS, i)} در ${at(TOWNS, i)} اعتصاب کردند. `,
  ),
  "one group on many days": series(
    (i) => `${(i % 28) + 1} ${at(MONTHS, i)} ${1380 + (i % 23)} کارگران نیشکر اعتصاب کردند. `,
  ),
  "a list of items": series((i) => `- ${at(GROUPS, i)} ${at(TOWNS, i)} دست از کار کشیدند\n`),
  "labelled lines": series((i) => `${at(TOWNS, i)}: تجمع ${at(GROUPS, i)}\n`),
  "lines of a hash": series((i) => `#${at(TOWNS, i)} اعتصاب ${at(GROUPS, i)}\n`),
  "place names": series((i) => `${at(TOWNS, i)}، `),
  "provinces in a list": series((i) => `استان ${at(["فارس", "گیلان", "ایلام", "لرستان"], i)} و `),
  "one word for an act": repeat("تجمع "),
  "one hashtag after another": repeat("#اعتصاب_سراسری"),
  "groups in a row": series((i) => `${at(GROUPS, i)} و `),
  "claims in a row": series((i) => `${at(DEMANDS, i)} و `),
  "sympathy after sympathy": series((i) => `در حمایت از ${at(GROUPS, i)} `),
  "heads of organisations": repeat("شورای سندیکای کانون انجمن "),
  organisations: repeat("کانون صنفی معلمان و "),
  "calls and threats": repeat("فراخوان تجمع، تهدید به اعتصاب، "),
  "numbers of people": series((i) => `${i + 2} نفر از کارگران `),
  "number words": repeat("هزار و سیصد و بیست و سه "),
  digits: repeat("1234567890"),
  "digits with thousands signs": repeat("123,"),
  "inflection without end": repeat("ها "),
  "prefixes without end": repeat("می "),
  "marks on marks": (letters) => `ک${"\u064b".repeat(letters - 1)}`,
  "one word without end": repeat("ا"),
  "words never met": series(
    (i) => `${(i + 1e9).toString(36).replace(/\d/g, "")}ک${i.toString(36).replace(/\d/g, "م")} `,
  ),
  "gaps that never close": repeat("دست به نسبت به دست در "),
  "half-spaces": repeat("کار\u200c"),
  "line breaks": repeat("\n"),
  "short lines": repeat("کارگران\n"),
  "full stops": repeat("."),
  emoji: repeat("✊🏽👩‍🏭 "),
  "lone surrogates": repeat("\ud83dک"),
  "addresses and handles": repeat("@kanal_kar http://a.ir/b "),
  "a Latin run": repeat("workers protest "),
  "English sentences": series((i) => `Workers at plant ${i} went on strike over unpaid wages. `),
}
