#!/usr/bin/env node
// Makes data/gazetteer/places.csv from the list of Iranian places: node tools/gazetteer/places.mjs IRAN_PLACES.csv
// Rural districts are left out: reports hardly name them and most share an ordinary word's spelling.
import { readFileSync, writeFileSync } from "node:fs"
import { parse } from "csv-parse/sync"
import { stringify } from "csv-stringify/sync"

const [input] = process.argv.slice(2)
if (!input) throw new Error("usage: node tools/gazetteer/places.mjs IRAN_PLACES.csv")
const rows = parse(readFileSync(input, "utf8"), { columns: true })

/** Names that are ordinary words first: matched only behind a word that says what they are («شهر بهار»). */
const marked = new Set(
  (
    "بار سلسله بن زهرا شال تخت نور بستان شنبه نگار کلمه فیروزه مهر میانه بهمن صاحب سوق بهار ترک پول رستم پل ری جم صحنه اندیشه آباد قدس دامنه راز مقاومت دیر حر سامان گلستان ریز گشت پیشین اسیر خدابنده قاضی قلعه خامنه خاتم " +
    "زهره مهران خواجه جناح گهواره مهربان جنگل سرو ربط بلوک زاویه توحید ترکمن گلزار مشکات شادمهر کیان زیارت مزرعه ماهان حسینیه انار کوثر سطر کشاورز حنا ارجمند چمران فردوس حمزه سده سیمرغ بوستان نقاب بازرگان بهارستان ایوان خمیر دنا قیر " +
    "ابریشم زنگنه هامون رباط رفیع سنگر گلشن لار شرافت الوند قدمگاه ثامن خشت طبل نوشین ریحان حلب کاج کلات عنبر جویبار کندر زاغه سرمست شهباز چهارباغ الوان چخماق نیمروز کوشک باغستان زرینه بخشایش جوین کوهسار چارک فال سین آوا ارد اهل کمه ونک فین تفت سرخه پردیس سیس منج بنت بنک اوز مبارکه مرکزی خبر کن امام حتی رودخانه آفتاب زند سرحد شهاب دامن افشار نیسان حومه فیروز جنت مهرگان سوسن شیدا ارس سورنا سبلان حور ریگ سربند جلگه درود بافت پیشوا اهرم گرمی آوج خور گلوگاه سوری سلامی محمدی مجلسی دبیران دلبران غلامان محمدان حسامی فرخی دشتی کاکی لطیفی هارونی یونسی خوزی کوپن کرفس میامی تلخاب گرماب دیباج خداجو فاروق مهاجران جوکار پلان کنگ رضی شباب مود فریم زیار ایج ایور اوه صمصامی گلگیر بیضا سهرورد دلگشا شهداد گیان کلور بخ لیلان هرمز پهله سنته توره جندق سامن نیر نارنجستان زاگرس مینو سلیمان بیستون سرباز مرند آزادی محلات امام طالقان شریف آستانه سردشت"
  ).split(" "),
)
for (const name of ["کره ای", "علی اکبر"]) marked.add(name)
for (const name of ["مرند", "تفت", "مبارکه", "لار", "سردشت", "طالقان"]) marked.delete(name)
/** Short forms that reports use. */
const shortNames = new Map([["بندرامام خمینی", "بندر امام"]])
/** Other wordings in the source that are a person's or an ordinary word first, or another town's. */
const notNames = new Set(
  "امام خمینی|عباس|ریگ|لنگه|ترکمن|دیر|علی اکبر|رامک|گنبد|مشهد|جوکان|ارومییه|تربت هیدرییه|امیدییه|اشنوییه".split("|"),
)
const provinceIds = new Map(rows.filter((r) => r.type === "province").map((r) => [r.name_fa, r.id]))
const out = []
for (const row of rows) {
  if (row.type === "rural_district" || ["بار", "شهر امام", "خبر"].includes(row.name_fa) || row.name_fa === "امام")
    continue
  const centroid = row.coordinate_basis === "county_centroid_osm"
  out.push({
    id: row.id,
    status: "active",
    source: row.sources,
    licence: /geonames/i.test(row.sources) ? "MIT, CC BY 4.0" : "MIT",
    type: row.type,
    province_id: provinceIds.get(row.province_fa) ?? (row.type === "province" ? row.id : ""),
    county: row.county_fa,
    // County centroids from OpenStreetMap would bring its licence along: left empty.
    lat: centroid ? "" : row.lat,
    lon: centroid ? "" : row.lon,
    coordinate_basis: centroid ? "" : row.coordinate_basis,
    marked: marked.has(row.name_fa) || (row.type === "district" && row.name_fa.length <= 4) ? "yes" : "",
    alt_fa: [
      ...row.alt_fa.split("|"),
      ...(row.type === "city" && shortNames.has(row.name_fa) ? [shortNames.get(row.name_fa)] : []),
      ...(row.name_fa.includes("عبداله") ? [row.name_fa.replace("عبداله", "عبدالله")] : []),
    ]
      .filter((alt) => alt !== "" && !notNames.has(alt))
      .join("|"),
    note: row.flags,
    // Plain letters: «Shush», not «Shūsh».
    name_en: row.name_en.normalize("NFD").replace(/[\u0300-\u036f]/g, ""),
    name_fa: row.name_fa,
  })
}
out.sort((a, b) => (a.id < b.id ? -1 : 1))
writeFileSync("data/gazetteer/places.csv", stringify(out, { header: true }))
console.error(`${out.length} places, ${out.filter((r) => r.marked).length} of them matched only behind a marker`)
