import type { Relation } from "../message.ts"
import type { Lang } from "./language.ts"
import { formatNumber } from "./numbers.ts"

interface MessageWords {
  readonly title: string
  readonly lead: string
  readonly how: string
  readonly contents: string
  readonly relations: Readonly<Record<Relation, string>>
  readonly none: string
  readonly missing: (missing: number, all: number) => string
  readonly unknown: string
  readonly link: string
}

/** Words of the page that holds the message against the record. */
export const MESSAGE_WORDS: Readonly<Record<Lang, MessageWords>> = {
  fa: {
    title: "پیام به کارگران، سطر به سطر",
    lead: "پیامی خطاب به کارگران ایران از هر صنف یاد می‌کند و می‌گوید چه کردند و چه به دست آوردند. اینجا هر ادعای آن به زبان خود ما آمده و کنارش حرکت‌هایی که در این کارنامه به آن مربوط است.",
    how: "متن پیام در کارنگار نیست. پیوند هر حرکت به صفحه آن می‌رسد و آنجا نشانی منبع‌ها هست. «نامعلوم» می‌گوید چه چیزی از این سطرها برنمی‌آید. کارنگار از هیچ حزبی نیست و درباره پیام داوری نمی‌کند.",
    contents: "ادعاها",
    relations: {
      supports: "حرکت‌هایی که همین را می‌گویند",
      dates: "حرکت‌هایی که روز یا عدد آن را می‌دهند",
      contradicts: "حرکت‌هایی که چیز دیگری می‌گویند",
    },
    none: "هیچ حرکتی در کارنامه آغازین به این ادعا مربوط نیست.",
    missing: (missing, all) =>
      missing === all
        ? "حرکت‌های مربوط به این ادعا در این کارنامه نیست."
        : `${formatNumber(missing, "fa")} تا از ${formatNumber(all, "fa")} حرکت مربوط در این کارنامه نیست.`,
    unknown: "نامعلوم",
    link: "پیام به کارگران، سطر به سطر: هر ادعا کنار حرکت‌هایی که به آن مربوط است",
  },
  en: {
    title: "The message to workers, line by line",
    lead: "A message addressed to the workers of Iran names them trade by trade and recalls what they did and won. Here each of its claims stands in our own words, beside the actions of this record that bear on it.",
    how: "The text of the message is not in Karnegar. Each action links to its page, where its sources have their addresses. “Not known” says what does not follow from these rows. Karnegar belongs to no party and does not judge the message.",
    contents: "Claims",
    relations: {
      supports: "Actions that tell the same",
      dates: "Actions that give it a day or a number",
      contradicts: "Actions that tell something else",
    },
    none: "No action of the starter record bears on this claim.",
    missing: (missing, all) =>
      missing === all
        ? "The actions that bear on this claim are not in this record."
        : `${formatNumber(missing, "en")} of ${formatNumber(all, "en")} actions that bear on it are not in this record.`,
    unknown: "Not known",
    link: "The message to workers, line by line: each claim beside the actions that bear on it",
  },
}
