import type { Lang } from "../../web/words/language.ts"

const FA = {
  title: "رونوشت کارنگار",
  lead: (day: string, holding: string) =>
    `این پوشه رونوشتی از کارنگار در ${day} است: ${holding}. بی‌اینترنت و بی‌کارساز باز می‌شود؛ هر جا که بگذارید کار می‌کند. از آنچه پس از آن روز درست یا پس گرفته شده خبر ندارد.`,
  actions: (n: string, _one: boolean) => `${n} حرکت`,
  calls: (n: string, _one: boolean) => `${n} فراخوان`,
  and: " و ",
  counted: (standings: string) => `شمرده‌شده: ${standings}.`,
  found: "یافته‌ها",
  foundOf: "{n} از {all}",
  more: "بیشتر",
  nothing: "چیزی یافت نشد. واژه یا شرطی را بردارید.",
  years: "سال به سال",
  noYear: "بی‌تاریخ",
  scriptsOff: "جست‌وجو به اسکریپت نیاز دارد. بی آن، همهٔ حرکت‌ها سال به سال در همین صفحه فهرست شده‌اند.",
  data: "داده‌ها",
  verify: "درستی پوشه را با این دستور بسنجید؛ اگر پرونده‌ای دگرگون شده باشد نامش را می‌گوید:",
  copy: "این پوشه را رونوشت بگیرید، روی حافظه بگذارید یا دست‌به‌دست کنید: مجوز داده‌ها (CC BY 4.0) این را روا می‌دارد.",
  home: "همهٔ حرکت‌ها",
  permanent: "نشانی پایدار",
}

const EN: typeof FA = {
  title: "A copy of Karnegar",
  lead: (day, holding) =>
    `This folder is a copy of Karnegar made on ${day}: ${holding}. It opens without a network and without a server, wherever it is put. Of what was corrected or taken back after that day it knows nothing.`,
  actions: (n, one) => `${n} ${one ? "action" : "actions"}`,
  calls: (n, one) => `${n} ${one ? "call" : "calls"}`,
  and: " and ",
  counted: (standings) => `Counted: ${standings}.`,
  found: "Found",
  foundOf: "{n} of {all}",
  more: "More",
  nothing: "Nothing was found. Take away a word or a condition.",
  years: "Year by year",
  noYear: "Without a day",
  scriptsOff: "Searching needs scripts. Without them, all actions are listed year by year on this page.",
  data: "Data",
  verify: "Check the folder with this command; a file that was changed is named:",
  copy: "Copy this folder, carry it, pass it on: the licence of the data (CC BY 4.0) allows it.",
  home: "All actions",
  permanent: "Permanent address",
}

/** Words of the copy that opens anywhere. */
export function mirrorWords(lang: Lang): typeof FA {
  return lang === "fa" ? FA : EN
}
