import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { RAW } from "../lexicon/generated.ts"
import { readDoc } from "../text/read-doc.ts"
import { dateWordsOf } from "./date-words.ts"
import { readDates } from "./read-dates.ts"
import { resolveDate } from "./resolve-date.ts"

const words = dateWordsOf(RAW)
/** A Sunday: 30 Khordad 1400. */
const SUNDAY = "2021-06-20"

/** Each date of a text as `start[..end] precision [kind] [/aside] [!problem]`. */
function said(text: string, published: string | null = SUNDAY, called = false): string[] {
  const doc = readDoc(text)
  return readDates(doc, words).map((mention) => {
    const { start, end, precision, problems } = resolveDate(mention, published, { called })
    return [
      start === null ? "none" : end === null ? start : `${start}..${end}`,
      precision,
      mention.kind,
      ...(mention.aside === null ? [] : [`/${mention.aside}`]),
      ...problems.map((p) => `!${p.code}`),
    ].join(" ")
  })
}

type Case = readonly [text: string, want: readonly string[], published?: string | null]

const groups: Readonly<Record<string, readonly Case[]>> = {
  "days of a named month": [
    ["۲۳ مهر ۹۸", ["2019-10-15 day absolute"]],
    ["۲۳ مهرماه ۱۳۹۸", ["2019-10-15 day absolute"]],
    ["۲۳ مهر ماه سال ۱۳۹۸", ["2019-10-15 day absolute"]],
    ["۲۳ مهر ۱۳۹۸ خورشیدی", ["2019-10-15 day absolute"]],
    ["۲۳ مهر", ["2020-10-14 day absolute"]],
    ["بیست و سوم مهر", ["2020-10-14 day absolute"]],
    ["بیست‌وسوم مهر", ["2020-10-14 day absolute"]],
    ["بیست و سه مهر", ["2020-10-14 day absolute"]],
    ["هفدهم بهمن‌ماه", ["2021-02-05 day absolute"]],
    ["سی‌ام آبان", ["2020-11-20 day absolute"]],
    ["سی ام آبان", ["2020-11-20 day absolute"]],
    ["سی و یکم شهریور", ["2020-09-21 day absolute"]],
    ["۲۳م آبان", ["2020-11-13 day absolute"]],
    ["یکم خرداد", ["2021-05-22 day absolute"]],
    ["نخستین روز مهر", ["2020-09-22 day absolute"]],
    ["روز سوم فروردین", ["2021-03-23 day absolute"]],
    ["۲۹ خرداد", ["2021-06-19 day absolute"]],
    ["۳۰ خرداد", ["2021-06-20 day absolute"]],
    ["۳۱ خرداد", ["2020-06-20 day absolute"]],
    ["۳۰ اسفند", ["2021-03-20 day absolute"]],
    ["۳۰ اسفند", ["2021-03-20 day absolute"], "2024-03-01"],
    ["۱۲ مهر امسال", ["2021-10-04 day absolute"]],
    ["۱۲ مهر سال گذشته", ["2020-10-03 day absolute"]],
    ["۱۲ آبان ۴۰۱", ["2022-11-03 day absolute"]],
    ["۱۲ آبان ۰۱", ["2022-11-03 day absolute"]],
    ["12-آبان-1401", ["2022-11-03 day absolute"]],
    ["#۱۲_آبان", ["2020-11-02 day absolute"]],
    ["#12آبان", ["2020-11-02 day absolute"]],
    ["۲۳ مهر ۱۴۰۰ کارگران", ["2021-10-15 day absolute"]],
    ["۲۳ مهر، ۹۸ کارگر", ["2020-10-14 day absolute"]],
    ["۲۳ مهر ۹۸ کارگر", ["2020-10-14 day absolute"]],
    ["۱۲ پووشپەڕی ٢٧٢١", ["2021-07-03 day absolute"]],
    ["۱۲ پووشپەڕ ۲۷۲۱", ["2021-07-03 day absolute"]],
    ["۱۲ آبان ۲۵۸۱", ["2022-11-03 day absolute"]],
    ["۳۱ مهر ۱۳۹۸", ["none unknown absolute !date.impossible"]],
    ["۳۰ اسفند ۱۴۰۰", ["none unknown absolute !date.impossible"]],
  ],
  "several days": [
    ["سوم و چهارم آبان", ["2020-10-24..2020-10-25 day absolute"]],
    ["۱۲، ۱۳ و ۱۴ آبان ۹۹", ["2020-11-02..2020-11-04 day absolute"]],
    ["از ۱۲ تا ۱۵ آذر", ["2020-12-02..2020-12-05 day absolute"]],
    ["۱۲ الی ۱۵ آذر", ["2020-12-02..2020-12-05 day absolute"]],
    ["از ۲۸ مهر تا ۳ آبان", ["2020-10-19..2020-10-24 day absolute"]],
    ["از ۲۸ اسفند تا ۵ فروردین ۱۴۰۰", ["2021-03-18..2021-03-25 day absolute"]],
    ["از سه‌شنبه تا شنبه", ["2021-06-15..2021-06-19 day weekday"]],
    ["روزهای شنبه و یکشنبه", ["2021-06-19..2021-06-20 day weekday"]],
    ["دوشنبه و سه‌شنبه", ["2021-06-14..2021-06-15 day weekday"]],
    ["شنبه و یکشنبه، ۲۲ و ۲۳ خرداد", ["2021-06-12..2021-06-13 day absolute"]],
    ["June 10-12, 2021", ["2021-06-10..2021-06-12 day absolute"]],
    ["from 10 to 12 June", ["2021-06-10..2021-06-12 day absolute"]],
    ["28 May to 3 June", ["2021-05-28..2021-06-03 day absolute"]],
    ["خرید ۳ و ۷ کیلو", []],
  ],
  "days in digits": [
    ["در 1404/02/08 بود", ["2025-04-28 day absolute"]],
    ["۱۴۰۳.۱۱.۲۸", ["2025-02-16 day absolute"]],
    ["98/7/23", ["2019-10-15 day absolute"]],
    ["۲۳/۷/۱۳۹۸", ["2019-10-15 day absolute"]],
    ["28-11-1403", ["2025-02-16 day absolute"]],
    ["26/06/2021", ["2021-06-26 day absolute"]],
    ["06/26/2021", ["2021-06-26 day absolute"]],
    ["2021-06-26", ["2021-06-26 day absolute"]],
    ["02/07/23", ["2023-10-15 day absolute"]],
    ["۱۴۰۳/۱۳/۰۱", []],
    ["۱۴۰۳/۱۱/۳۱", []],
    ["192.168.1.1", []],
    ["021-88-77-66", []],
    ["نسخه 1.2.3", []],
    ["بندهای ۳/۱۱/۲۸", []],
  ],
  "Gregorian days": [
    ["26 June 2021", ["2021-06-26 day absolute"]],
    ["June 12", ["2021-06-12 day absolute"]],
    ["June 26", ["2020-06-26 day absolute"]],
    ["June 12th, 2021", ["2021-06-12 day absolute"]],
    ["the 12th of June", ["2021-06-12 day absolute"]],
    ["Nov. 15, 2019", ["2019-11-15 day absolute"]],
    ["4 ژوئن 2022", ["2022-06-04 day absolute"]],
    ["۴ ژوئن ۲۰۲۲ میلادی", ["2022-06-04 day absolute"]],
    ["۲۱ ژانویه ۲۰۲۱", ["2021-01-21 day absolute"]],
    ["۵ جولای ۲۰۲۰", ["2020-07-05 day absolute"]],
    ["۲۵ آگوست ۲۰۲۰", ["2020-08-25 day absolute"]],
    ["اول ماه مه", ["2021-05-01 day absolute"]],
    ["روز یک می در تهران", ["2021-05-01 day absolute"]],
    ["۱۱ می ۲۰۲۱", ["2021-05-11 day absolute"]],
    ["12 May", ["2021-05-12 day absolute"]],
    ["the 300 may march 8 km", []],
    ["31 June 2021", ["none unknown absolute !date.impossible"]],
  ],
  "one day in two calendars": [
    ["۲۱ خرداد (۱۱ ژوئن)", ["2021-06-11 day absolute"]],
    ["۲۱ خرداد ۱۴۰۰ برابر با ۱۱ ژوئن ۲۰۲۱", ["2021-06-11 day absolute"]],
    ["۱۱ ژوئن ۲۰۲۰ (۲۲ خرداد)", ["2020-06-11 day absolute"]],
    ["۲۱ خرداد (۱۲ ژوئن)", ["2021-06-11 day absolute !date.calendars_disagree"]],
    ["۲۱ خرداد ۱۳۹۹ / ۱۱ ژوئن ۲۰۲۱", ["2020-06-10 day absolute !date.calendars_disagree"]],
    ["۲۸ مرداد ۱۳۹۸ (۱۸ ذیحجه)", ["2019-08-19 day absolute"]],
    ["۲۸ مرداد ۱۳۹۸ (۸ محرم)", ["2019-08-19 day absolute !date.calendars_disagree"]],
    ["۱۰ محرم ۱۴۴۲", ["2020-08-29 week absolute"]],
    ["در ماه رمضان", ["2021-04-13 month period"]],
    ["نتیجه صفر صفر شد", []],
  ],
  "days by distance": [
    ["امروز", ["2021-06-20 day relative"]],
    ["صبح امروز", ["2021-06-20 day relative"]],
    ["امشب", ["2021-06-20 day relative"]],
    ["دیروز", ["2021-06-19 day relative"]],
    ["دیشب", ["2021-06-19 day relative"]],
    ["شب گذشته", ["2021-06-19 day relative"]],
    ["طی روز گذشته", ["2021-06-19 day relative"]],
    ["پریروز", ["2021-06-18 day relative"]],
    ["فردا صبح", ["2021-06-21 day relative"]],
    ["پس‌فردا", ["2021-06-22 day relative"]],
    ["پسفردا", ["2021-06-22 day relative"]],
    ["سه روز پیش", ["2021-06-17 day relative"]],
    ["۳ روز قبل", ["2021-06-17 day relative"]],
    ["yesterday", ["2021-06-19 day relative"]],
    ["the day before yesterday", ["2021-06-18 day relative"]],
    ["three days ago", ["2021-06-17 day relative"]],
    ["last night", ["2021-06-19 day relative"]],
    ["در دنیای امروز", []],
    ["نیازهای امروزی", []],
    ["دیروز", ["none unknown relative !date.no_publication_day"], null],
  ],
  weekdays: [
    ["شنبه", ["2021-06-19 day weekday"]],
    ["یکشنبه", ["2021-06-20 day weekday"]],
    ["یک‌شنبه", ["2021-06-20 day weekday"]],
    ["یک شنبه", ["2021-06-20 day weekday"]],
    ["روز سه‌شنبه", ["2021-06-15 day weekday"]],
    ["سه شنبه", ["2021-06-15 day weekday"]],
    ["۳شنبه", ["2021-06-15 day weekday"]],
    ["چهارشنبه شب", ["2021-06-16 day weekday"]],
    ["پنجشنبه", ["2021-06-17 day weekday"]],
    ["جمعه", ["2021-06-18 day weekday"]],
    ["سه‌شنبه گذشته", ["2021-06-15 day weekday"]],
    ["یکشنبه گذشته", ["2021-06-13 day weekday"]],
    ["شنبه هفته گذشته", ["2021-06-12 day weekday"]],
    ["سه‌شنبه هفته‌ی گذشته", ["2021-06-15 day weekday"]],
    ["شنبه همین هفته", ["2021-06-19 day weekday"]],
    ["شنبه آینده", ["2021-06-26 day weekday"]],
    ["یکشنبه آینده", ["2021-06-27 day weekday"]],
    ["ساعت ۵ شنبه", ["2021-06-19 day weekday"]],
    ["شنبه پیش از ظهر", ["2021-06-19 day weekday"]],
    ["on Monday", ["2021-06-14 day weekday"]],
    ["last Monday", ["2021-06-14 day weekday"]],
    ["next Monday", ["2021-06-21 day weekday"]],
    ["Saturday morning", ["2021-06-19 day weekday"]],
    ["امام جمعه شهر", []],
    ["نماز جمعه", []],
    ["چهارشنبه سوری", []],
    ["جمعه بازار", []],
    ["یکشنبه‌های اعتراضی", []],
    ["هر شنبه", []],
    ["روزهای شنبه", []],
    ["Friday prayer", []],
    ["every Monday", []],
  ],
  "a weekday with a date": [
    ["سه‌شنبه ۲۳ مهر ۹۸", ["2019-10-15 day absolute"]],
    ["۲۳ مهر ۹۸ (سه‌شنبه)", ["2019-10-15 day absolute"]],
    ["امروز، سه‌شنبه ۲۵ خرداد ۱۴۰۰", ["2021-06-15 day absolute"]],
    ["دوشنبه ۲۳ مهر ۹۸", ["2019-10-15 day absolute !date.weekday_conflict"]],
    ["Monday, June 14", ["2021-06-14 day absolute"]],
    ["Tuesday, June 14, 2021", ["2021-06-14 day absolute !date.weekday_conflict"]],
    ["سه‌شنبه ۱ تیر", ["2021-06-22 day absolute"]],
    ["یکشنبه ۱ تیر", ["2020-06-21 day absolute"]],
    ["فردا ۳۱ خرداد", ["2021-06-21 day absolute"]],
    ["دیروز شنبه", ["2021-06-19 day weekday"]],
    ["امروز جمعه", ["2021-06-20 day weekday !date.weekday_conflict"]],
  ],
  "weeks, months, years": [
    ["هفته گذشته", ["2021-06-12..2021-06-18 week period"]],
    ["هفتهٔ پیش", ["2021-06-12..2021-06-18 week period"]],
    ["هفته جاری", ["2021-06-19..2021-06-25 week period"]],
    ["این هفته", ["2021-06-19..2021-06-25 week period"]],
    ["هفته آینده", ["2021-06-26..2021-07-02 week period"]],
    ["last week", ["2021-06-12..2021-06-18 week period"]],
    ["دو هفته پیش", ["2021-06-05..2021-06-11 week relative"]],
    ["ماه گذشته", ["2021-04-21 month period"]],
    ["ماه جاری", ["2021-05-22 month period"]],
    ["دو ماه پیش", ["2021-03-21 month relative"]],
    ["last month", ["2021-05-01 month period"]],
    ["خردادماه امسال", ["2021-05-22 month period"]],
    ["آبان ۱۳۹۸", ["2019-10-23 month period"]],
    ["مهر ۹۸", ["2019-09-23 month period"]],
    ["در مهرماه", ["2020-09-22 month period"]],
    ["ماه مهر", ["2020-09-22 month period"]],
    ["in June 2020", ["2020-06-01 month period"]],
    ["in May", ["2021-05-01 month period"]],
    ["پارسال", ["2020-03-20 year period /year"]],
    ["سال گذشته", ["2020-03-20 year period /year"]],
    ["امسال", ["2021-03-21 year period /year"]],
    ["سال ۸۹", ["2010-03-21 year period /year"]],
    ["سال ۱۳۹۶", ["2017-03-21 year period /year"]],
    ["in 2019", ["2019-01-01 year period /year"]],
    ["خبرگزاری مهر", []],
    ["یک تیر خورد", []],
    ["بهمن آمد", []],
    ["the long march", []],
  ],
  "running acts": [
    ["چهارمین روز متوالی", ["2021-06-17 day nth_day"]],
    ["برای سومین روز پیاپی", ["2021-06-18 day nth_day"]],
    ["برای سومین روز پی در پی", ["2021-06-18 day nth_day"]],
    ["سومین روز اعتصاب", ["2021-06-18 day nth_day"]],
    ["بیست و یکمین روز", ["2021-05-31 day nth_day"]],
    ["روز چهارم اعتصاب", ["2021-06-17 day nth_day"]],
    ["در روز سوم", ["2021-06-18 day nth_day"]],
    ["سومین هفته متوالی", ["2021-06-05 week nth_day"]],
    ["for the third consecutive day", ["2021-06-18 day nth_day"]],
    ["a fourth day in a row", ["2021-06-17 day nth_day"]],
    ["the 12th day of the strike", ["2021-06-09 day nth_day"]],
    ["day five of the strike", ["2021-06-16 day nth_day"]],
    ["دیروز برای چهارمین روز", ["2021-06-19 day relative", "2021-06-16 day nth_day"]],
    ["سه‌شنبه ۲۵ خرداد چهارمین روز اعتصاب بود", ["2021-06-15 day absolute", "2021-06-12 day nth_day"]],
    ["یازده روز است", ["2021-06-10 day duration"]],
    ["۱۱ روز می‌شود", ["2021-06-10 day duration"]],
    ["have been on strike for eleven days", ["2021-06-10 day duration"]],
    ["چند روز است", ["2021-06-20 week duration"]],
    ["چند روزی است", ["2021-06-20 week duration"]],
    ["چند روز گذشته", ["2021-06-20 week duration"]],
    ["در روزهای اخیر", ["2021-06-20 week duration"]],
    ["for several days", ["2021-06-20 week duration"]],
    ["برای سومین بار", []],
    ["اولین روز هفته", []],
    ["چهلمین روز درگذشت", []],
    ["روز اول ماه", []],
    ["the first day of the week", []],
  ],
  "open beginnings and deadlines": [
    ["از شنبه", ["2021-06-19 day since"]],
    ["از صبح روز شنبه", ["2021-06-19 day since"]],
    ["از ساعت ۸ صبح شنبه", ["2021-06-19 day since"]],
    ["از دیروز", ["2021-06-19 day since"]],
    ["از ۱۶ خرداد", ["2021-06-06 day since"]],
    ["از پنج روز پیش", ["2021-06-15 day since"]],
    ["از چند روز پیش", ["2021-06-20 week since"]],
    ["از هفته گذشته", ["2021-06-12 week since"]],
    ["از مهرماه ۹۹", ["2020-09-22 month since"]],
    ["since 6 June", ["2021-06-06 day since"]],
    ["since Saturday", ["2021-06-19 day since"]],
    ["پس از شنبه", ["2021-06-19 day weekday"]],
    ["تا پایان هفته", ["2021-06-19..2021-06-25 week period /deadline"]],
    ["تا شنبه", ["2021-06-19 day weekday /deadline"]],
    ["پیش از ۱۵ خرداد", ["2021-06-05 day absolute /deadline"]],
    ["by Monday", ["2021-06-14 day weekday /deadline"]],
  ],
  "months of other calendars and other tongues": [
    ["۱۴ سرطان ۱۴۰۰", ["2021-07-05 day absolute"]],
    ["شنبه، ۱۵ جوزا ۱۴۰۰", ["2021-06-05 day absolute"]],
    ["۸ حوت ۱۳۹۹", ["2021-02-26 day absolute"]],
    ["شنبه ۵ میزان", ["2020-09-26 day absolute"]],
    ["روز پنجم اسد", ["2020-07-26 day absolute"]],
    ["در ماه میزان", ["2020-09-22 month period"]],
    ["۵ میزان", []],
    ["پنج حمل بار", []],
    ["بیماران ۳۰ سرطان", []],
    ["میزان دستمزد", []],
    ["۱۸ی خاکه‌لێوه", ["2021-04-07 day absolute"]],
    ["۱۸ خاکەلێوە", ["2021-04-07 day absolute"]],
    ["۲۰ی گوڵانی ۲۷۲۱", ["2021-05-10 day absolute"]],
    ["۱۵ اوگست ۲۰۲۰", ["2020-08-15 day absolute"]],
    ["۱۵ آگوست ۲۰۲۰", ["2020-08-15 day absolute"]],
    ["۱۵ اوت ۲۰۲۰", ["2020-08-15 day absolute"]],
    ["۵ جنوری ۲۰۲۱", ["2021-01-05 day absolute"]],
    ["۵ جون ۲۰۲۱", ["2021-06-05 day absolute"]],
    ["۹ سپتمبر ۲۰۲۰", ["2020-09-09 day absolute"]],
    ["22 Khordad 1400", ["2021-06-12 day absolute"]],
    ["Khordad 22, 1400", ["2021-06-12 day absolute"]],
  ],
  "years in letters": [
    ["۲۳ مهر نود و هشت", ["2019-10-15 day absolute"]],
    ["بیست و سوم مهر هزار و سیصد و نود و هشت", ["2019-10-15 day absolute"]],
    ["پنجم دی‌ماه سال چهارصد و یک", ["2022-12-26 day absolute"]],
    ["آبان نود و هشت", ["2019-10-23 month period"]],
    ["آبان سال نود و هشت", ["2019-10-23 month period"]],
    ["۲۳ مهر نود و هشت نفر", ["2020-10-14 day absolute"]],
    ["۲۳ مهر هشتاد و سه کارگر", ["2020-10-14 day absolute"]],
    ["۲۳ مهر بیست کارگر", ["2020-10-14 day absolute"]],
  ],
  "stretches that name their month once": [
    ["شنبه ۱۰ و یکشنبه ۱۱ آبان ۱۳۹۹", ["2020-10-31..2020-11-01 day absolute"]],
    ["جمعه ۹ و شنبه ۱۰ آبان ۱۳۹۹", ["2020-10-30..2020-10-31 day absolute"]],
    ["شنبه ۱۰ و دوشنبه ۱۱ آبان ۱۳۹۹", ["2020-10-31..2020-11-01 day absolute !date.weekday_conflict"]],
    ["پنجشنبه ۸، جمعه ۹ و شنبه ۱۰ آبان ۹۹", ["2020-10-29..2020-10-31 day absolute"]],
    ["از پنجشنبه ۸ تا شنبه ۱۰ آبان ۹۹", ["2020-10-29..2020-10-31 day absolute"]],
    ["پنجشنبه ۸ آبان تا شنبه ۱۰ آبان ۹۹", ["2020-10-29..2020-10-31 day absolute"]],
    ["از پنجشنبه تا شنبه ۱۰ آبان ۹۹", ["2020-10-29..2020-10-31 day weekday"]],
    ["۲۹ و ۳۰ مهر و ۱ آبان", ["2020-10-20..2020-10-22 day absolute"]],
    ["۳۰ آبان و ۱ آذر", ["2020-11-20..2020-11-21 day absolute"]],
    ["۳۰ آبان و ۱۲ آذر", ["2020-11-20 day absolute", "2020-12-02 day absolute"]],
    ["از ۱۵ لغایت ۱۸ آبان", ["2020-11-05..2020-11-08 day absolute"]],
    ["Saturday 12 and Sunday 13 June", ["2021-06-12..2021-06-13 day absolute"]],
    ["from Saturday 12 to Monday 14 June 2021", ["2021-06-12..2021-06-14 day absolute"]],
    ["شنبه ۱۰ کارگر و یکشنبه ۱۱ آبان", ["2021-06-19 day weekday", "2020-11-01 day absolute"]],
  ],
  "names of days, and days in names": [
    ["در روز جهانی کارگر", ["2021-05-01 day absolute"]],
    ["همزمان با روز معلم", ["2021-05-02 day absolute"]],
    ["به مناسبت روز دانشجو", ["2020-12-06 day absolute"]],
    ["on International Workers’ Day", ["2021-05-01 day absolute"]],
    ["on May Day", ["2021-05-01 day absolute"]],
    ["در آستانه روز کارگر", ["2021-05-01 day absolute /history"]],
    ["قطعنامه روز جهانی کارگر", ["2021-05-01 day absolute /history"]],
    ["روز کارگری سخت", []],
    ["خیابان ۱۷ شهریور", ["2020-09-07 day absolute /name"]],
    ["میدان هفتم تیر", ["2020-06-27 day absolute /name"]],
    ["بیمارستان ۱۵ خرداد", ["2021-06-05 day absolute /name"]],
    ["15 Khordad Street", ["2021-06-05 day absolute /name"]],
  ],
  "parts of days and edges of months": [
    ["شامگاه دیروز", ["2021-06-19 day relative"]],
    ["بامداد امروز", ["2021-06-20 day relative"]],
    ["قبل از ظهر امروز", ["2021-06-20 day relative"]],
    ["پیش از ظهر دیروز", ["2021-06-19 day relative"]],
    ["بعدازظهر شنبه", ["2021-06-19 day weekday"]],
    ["تا ظهر امروز", ["2021-06-20 day relative /deadline"]],
    ["پیش از امروز", ["2021-06-20 day relative /deadline"]],
    ["اواخر مهر", ["2020-09-22 month period"]],
    ["اوایل تیر", ["2020-06-21 month period"]],
    ["آبان گذشته", ["2020-10-22 month period"]],
    ["خرداد گذشته", ["2020-05-21 month period"]],
    ["از ابتدای هفته", ["2021-06-19 week since"]],
    ["a week ago", ["2021-06-12..2021-06-18 week relative"]],
  ],
  "how long and how often": [
    ["از اول خرداد تا امروز", ["2021-05-22 day since"]],
    ["از اول خرداد تا دیروز", ["2021-05-22..2021-06-19 day absolute"]],
    ["پانزده روز متوالی است", ["2021-06-06 day duration"]],
    ["پس از گذشت ۱۵ روز از اعتصاب", ["2021-06-06 day duration"]],
    ["یک هفته از آغاز اعتصاب", ["2021-06-13 week duration"]],
    ["سه روز از مرخصی", ["none unknown duration /span"]],
    ["تحصن دوروزه", ["none unknown duration /span"]],
    ["since Sat 12 June", ["2021-06-12 day since"]],
    ["Tue, 15 Jun 2021", ["2021-06-15 day absolute"]],
    ["they sat 3 hours in the sun", []],
    ["سه روزه که سر کار نرفته‌ایم", ["2021-06-18 day duration"]],
    ["دومین شب متوالی", ["2021-06-19 day nth_day"]],
    ["چندمین روز متوالی", ["2021-06-20 week nth_day"]],
    ["چندمین روز", []],
    ["سی‌امین روز", ["2021-05-22 day nth_day"]],
    ["برای چندمین بار طی هفته‌های گذشته", ["none unknown duration /span"]],
    ["سه بار در هفته گذشته", ["2021-06-12..2021-06-18 week period"]],
    ["ساعت ۱۲ شب", []],
  ],
  "what dates no act": [
    ["ساعت ۱۰", []],
    ["ساعت ۱۰:۳۰ صبح", []],
    ["ساعت ده صبح", []],
    ["۸ ماه حقوق", ["none unknown duration /pay"]],
    ["حقوق مهر و آبان ماه", ["2020-10-22 month period /pay"]],
    ["دستمزد فروردین ۱۴۰۰", ["2021-03-21 month period /pay"]],
    ["هشت ماه است حقوق نگرفته‌ایم", ["none unknown duration /pay"]],
    ["مردی ۴۵ ساله", ["none unknown duration /span"]],
    ["پس از سی سال کار", ["none unknown duration /span"]],
    ["اعتصاب سه روزه", ["none unknown duration /span"]],
    ["قانون مصوب ۱۳۸۶", []],
    ["مصوب ۲۳ مهر ۱۳۸۶", ["2007-10-15 day absolute /law"]],
    ["خیزش آبان ۹۸", ["2019-10-23 month period /history"]],
    ["تلفن ۰۲۱۸۸۷۷۶۶۵۵", []],
    ["۱۲ میلیون تومان", []],
    ["۱۴۰۰ نفر", []],
    ["ماده ۲۳ قانون کار", []],
    ["هفته اول مهر ۹۸", ["2019-09-23 month period"]],
    ["", []],
  ],
}

for (const [name, cases] of Object.entries(groups)) {
  describe(`readDates on ${name}`, () => {
    for (const [text, want, published] of cases) {
      test(`reads «${text}»${published === undefined ? "" : ` published ${published}`}`, () => {
        expect(said(text, published === undefined ? SUNDAY : published)).toEqual(want)
      })
    }
  })
}

describe("resolveDate for a call", () => {
  const cases: readonly [text: string, want: string][] = [
    ["شنبه", "2021-06-26 day weekday"],
    ["یکشنبه", "2021-06-20 day weekday"],
    ["سه‌شنبه و چهارشنبه", "2021-06-22..2021-06-23 day weekday"],
    ["۲۳ مهر", "2021-10-15 day absolute"],
    ["۳۰ خرداد", "2021-06-20 day absolute"],
    ["۲۹ خرداد", "2022-06-19 day absolute"],
    ["۲۳ مهر ۱۳۹۸", "2019-10-15 day absolute"],
    ["فردا", "2021-06-21 day relative"],
    ["در مهرماه", "2021-09-23 month period"],
    ["on 1 July", "2021-07-01 day absolute"],
  ]
  for (const [text, want] of cases)
    test(`takes «${text}» as the next`, () => expect(said(text, SUNDAY, true)).toEqual([want]))
})

describe("resolveDate", () => {
  test("tells what was stated from what publication decided", () => {
    const how = (text: string) => resolveDate(readDates(readDoc(text), words)[0]!, SUNDAY).how
    expect([how("۲۳ مهر ۹۸"), how("۲۳ مهر"), how("دیروز"), how("مهر ۹۸")]).toEqual([
      "stated",
      "inferred",
      "inferred",
      "stated",
    ])
  })

  test("takes the day of an instant and needs none for a full date", () => {
    expect(said("۲۳ مهر ۹۸", null)).toEqual(["2019-10-15 day absolute"])
    expect(said("دیروز", "2021-06-20T22:10:00Z")).toEqual(["2021-06-19 day relative"])
    expect(said("۲۳ مهر", null)).toEqual(["none unknown absolute !date.no_publication_day"])
  })

  test("quotes both sayings of a day with the bracket that closes them", () => {
    const mention = readDates(readDoc("در ۲۱ خرداد (۱۱ ژوئن) بود"), words)[0]!
    expect(mention.written).toBe("۲۱ خرداد (۱۱ ژوئن)")
  })

  test("runs on for what is since and nth, not for a closed stretch", () => {
    const running = (text: string) => resolveDate(readDates(readDoc(text), words)[0]!, SUNDAY).running
    expect(["از شنبه", "چهارمین روز متوالی", "یازده روز است", "از ۱۲ تا ۱۵ آذر", "شنبه"].map(running)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

/** Pieces that dates are made of, put together at random: what no writer would write must not break a reader. */
const PIECES =
  "۲۳ سوم بیست و سی‌ام مهر مهرماه می در ماه هفته روز سال از تا گذشته آینده شنبه سه‌شنبه امروز دیروز ۱۳۹۸ ۹۸ 2021 ( ) ، / . - : ساعت چند هزار چهارمین متوالی است پیش June May 26 th , last Monday since the of # _ ۱۲/۷ \n ۳۱ اسفند ۳۰ صفر محرم".split(
    " ",
  )

describe("readDates on any text", () => {
  const holds = (text: string, published: string | null) => {
    const doc = readDoc(text)
    let last = 0
    for (const mention of readDates(doc, words)) {
      expect(mention.first).toBeGreaterThanOrEqual(last)
      expect(mention.past).toBeGreaterThan(mention.first)
      expect(mention.past).toBeLessThanOrEqual(doc.count)
      expect(mention.span[1]).toBeGreaterThan(mention.span[0])
      expect(mention.span[1]).toBeLessThanOrEqual(text.length)
      expect(mention.written).toBe(text.slice(...mention.span))
      for (const called of [false, true]) {
        const found = resolveDate(mention, published, { called })
        if (found.start === null) expect(found.precision).toBe("unknown")
        else expect(found.precision).not.toBe("unknown")
        if (found.end !== null) expect(found.end > found.start!).toBe(true)
        if (
          !called &&
          mention.kind === "weekday" &&
          mention.which === null &&
          mention.shift === null &&
          mention.until === null &&
          published !== null
        ) {
          expect((found.end ?? found.start)! <= published).toBe(true)
        }
      }
      last = mention.first
    }
  }

  test("gives spans that lie in the text and days in order, for pieces of dates at random", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }),
        fc.option(fc.constantFrom(SUNDAY, "2024-03-20", "1999-12-31")),
        (pieces, published) => {
          holds(pieces.join(" "), published)
        },
      ),
      { numRuns: 3000 },
    )
  })

  test("does not crash on any string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => holds(text, SUNDAY)),
      { numRuns: 300 },
    )
  })

  test("costs the same a token in a long line as in a short one", () => {
    const time = (times: number) => {
      const doc = readDoc("از صبح روز شنبه ۲۳ و ۲۴ و ۲۵ و ۲۶ هزار و سیصد از تا ".repeat(times))
      const before = performance.now()
      readDates(doc, words)
      return (performance.now() - before) / doc.count
    }
    time(200)
    const short = Math.min(time(200), time(200), time(200))
    const long = Math.min(time(4000), time(4000), time(4000))
    expect(long / short).toBeLessThan(6)
  })
})
